package io.blockrelay;

import io.blockrelay.edge.EdgeConfig;
import io.blockrelay.edge.EdgeLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node leaves open to whoever reaches it. That may be right, as behind a proxy that closes
 * it, so it is said and not refused.
 */
final class OpenDoors {
  private OpenDoors() {}

  /** A line for each; none for what only the own machine reaches. */
  static List<String> of(RelayConfig config) {
    List<String> lines = new ArrayList<>();
    EdgeConfig edge = config.edge();
    if (config.roles().contains(Role.EDGE) && !isLoopback(edge.host())) {
      if (edge.keys().isEmpty()) {
        lines.add("edge.keys is empty: whoever reaches the clients' port is let in");
      }
      if (!edge.tls().on()) {
        lines.add("edge.tls is off: the clients' port is not encrypted, nor are their keys");
      }
      if (unlimited(edge.limits())) {
        lines.add("edge.limits has none per address: one address may take all connections");
      }
    }
    String operations = config.operations().host();
    if (!isLoopback(operations)) {
      lines.add(
          "operations.host is %s: whoever reaches it may read the node's health and metrics"
              .formatted(operations));
    }
    return lines;
  }

  private static boolean unlimited(EdgeLimits limits) {
    return limits.connectionsPerAddress() == 0 && limits.connectionRatePerAddress() == 0;
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
  }
}
