package io.blockrelay;

import io.blockrelay.ingest.UpstreamConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One configured network.
 *
 * @param protocol one of {@link Protocols#names()}
 * @param upstreams the nodes to attach to, best first; empty only where this node does not ingest
 * @param reads what clients may ask the nodes; null where the configuration leaves it to the
 *     protocol
 * @param broadcast whether clients may send transactions; null where the configuration does not say
 * @param subscriptionsMax the subscriptions that one connection may have; null where the
 *     configuration leaves it to the protocol
 * @param strictPing whether every client of the BigchainDB streams must send pings; null where the
 *     configuration does not say
 */
record ChainConfig(
    String protocol,
    List<UpstreamConfig> upstreams,
    @Nullable List<String> reads,
    @Nullable Boolean broadcast,
    @Nullable Integer subscriptionsMax,
    @Nullable Boolean strictPing) {
  ChainConfig {
    if (subscriptionsMax != null && subscriptionsMax < 1) {
      throw new IllegalArgumentException("subscriptionsMax must be at least 1");
    }
    upstreams = List.copyOf(upstreams);
    reads = reads == null ? null : List.copyOf(reads);
  }

  /** A chain that leaves everything else to its protocol. */
  ChainConfig(String protocol, List<UpstreamConfig> upstreams) {
    this(protocol, upstreams, null, null, null, null);
  }
}
