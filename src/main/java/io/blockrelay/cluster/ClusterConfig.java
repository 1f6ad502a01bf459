package io.blockrelay.cluster;

import java.util.List;

/**
 * How a node finds the others; these values fill the placeholders of {@code cluster.xml}.
 *
 * @param name nodes join those of the same name
 * @param host the address that the other nodes reach this one at
 * @param port the first port tried for the cluster; the next free one is taken
 * @param members addresses, with or without a port, where other nodes may be
 * @param kubernetesDns the name of a headless service; when not empty it is asked for the members
 *     instead
 * @param busPort the event bus's port, 0 for any free one
 */
public record ClusterConfig(
    String name, String host, int port, List<String> members, String kubernetesDns, int busPort) {
  public ClusterConfig {
    members = List.copyOf(members);
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be empty");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port must be 1 to 65535");
    }
    if (busPort < 0 || busPort > 65_535) {
      throw new IllegalArgumentException("busPort must be 0 to 65535");
    }
  }
}
