package io.blockrelay.edge;

import java.time.Duration;
import java.util.List;

/**
 * Where clients connect, and what a connection may cost.
 *
 * @param port 0 takes any free port
 * @param connections the budget: client connections of all edges of the cluster together
 * @param handshakesMax connections of this node that have not finished their handshake; under TLS
 *     as many again that have not finished that of TLS
 * @param handshakeTimeout how long a connection may take to finish its handshake
 * @param pingInterval how often a client is pinged, oftener where its protocol needs it; it has as
 *     long again to answer. An event stream gets a comment, which nobody answers
 * @param inboundBytesMax the largest message, or body of a POST, that a client may send
 * @param drain over how long a node that stops closes its clients; 0 closes all at once
 * @param publicUrl where clients find the relay, {@code wss://relay.example.com/base}; empty where
 *     each request says it
 * @param trustedProxies addresses and ranges of those whose word for it is taken
 * @param keys one of them lets a client in; where there are none nobody is asked
 * @param origins the web pages that may connect; empty for all
 * @param statusPage whether a browser is shown how the relay is
 * @param compression whether messages are compressed for clients by WebSocket that ask for it
 */
public record EdgeConfig(
    String host,
    int port,
    int connections,
    int handshakesMax,
    Duration handshakeTimeout,
    Duration pingInterval,
    int inboundBytesMax,
    Duration drain,
    String publicUrl,
    List<String> trustedProxies,
    List<AccessKey> keys,
    List<String> origins,
    EdgeTls tls,
    EdgeLimits limits,
    boolean statusPage,
    boolean compression) {
  private static final Duration DRAIN_MAX = Duration.ofMinutes(10);

  public EdgeConfig {
    trustedProxies = List.copyOf(trustedProxies);
    keys = List.copyOf(keys);
    origins = List.copyOf(origins);
    require(port >= 0 && port <= 65_535, "port must be 0 to 65535");
    require(connections >= 1, "connections must be at least 1");
    require(handshakesMax >= 1, "handshakesMax must be at least 1");
    require(handshakeTimeout.toMillis() >= 100, "handshakeTimeout must be at least 100ms");
    require(pingInterval.toMillis() >= 100, "pingInterval must be at least 100ms");
    require(inboundBytesMax >= 125, "inboundBytesMax must be at least 125");
    require(drain.compareTo(DRAIN_MAX) <= 0, "drain must be at most 10m");
    PublicAddress unused = publicAddress(publicUrl, trustedProxies);
    Origins unusedToo = new Origins(origins);
  }

  /** Where clients find the relay. */
  PublicAddress publicAddress() {
    return publicAddress(publicUrl, trustedProxies);
  }

  private static PublicAddress publicAddress(String url, List<String> proxies) {
    return new PublicAddress(url, new TrustedProxies(proxies));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
