package io.blockrelay.edge;

import java.util.Set;

/**
 * A chain that an edge serves.
 *
 * @param hub shared by the node's edge verticles
 * @param paths where its clients connect
 */
public record ServedChain(ChainHub hub, Set<String> paths) {
  public ServedChain {
    paths = Set.copyOf(paths);
  }
}
