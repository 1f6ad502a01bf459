package io.blockrelay;

import io.blockrelay.ingest.UpstreamConfig;
import java.util.List;

/**
 * One configured network.
 *
 * @param protocol one of {@link Protocols#names()}
 * @param upstreams the nodes to attach to, best first; empty only where this node does not ingest
 */
record ChainConfig(String protocol, List<UpstreamConfig> upstreams) {
  ChainConfig {
    upstreams = List.copyOf(upstreams);
  }
}
