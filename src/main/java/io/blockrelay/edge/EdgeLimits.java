package io.blockrelay.edge;

/**
 * What one address, or one connection, may do on this node; 0 for no limit. Of IPv6 addresses all
 * of a /64 are one.
 *
 * @param connectionsPerAddress connections at once, and requests that are being answered
 * @param connectionRatePerAddress new connections a second, and requests by HTTP; after a pause ten
 *     times as many at once
 * @param messagesPerSecond messages that a client may send on its connection; after a pause ten
 *     times as many at once
 */
public record EdgeLimits(
    int connectionsPerAddress, int connectionRatePerAddress, int messagesPerSecond) {
  public EdgeLimits {
    require(connectionsPerAddress, "connectionsPerAddress");
    require(connectionRatePerAddress, "connectionRatePerAddress");
    require(messagesPerSecond, "messagesPerSecond");
  }

  private static void require(int limit, String name) {
    if (limit < 0) {
      throw new IllegalArgumentException(name + " must be at least 0, which is no limit");
    }
  }
}
