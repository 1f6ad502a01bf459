package io.blockrelay.edge;

import io.blockrelay.protocol.ChainDocument;
import io.blockrelay.protocol.ClientDialect;
import java.util.Map;
import java.util.Set;

/**
 * A chain that an edge serves.
 *
 * @param hub shared by the node's edge verticles
 * @param dialects the paths where the clients of each connect
 * @param documents the paths of each
 */
public record ServedChain(
    ChainHub hub,
    Map<ClientDialect, Set<String>> dialects,
    Map<ChainDocument, Set<String>> documents) {
  public ServedChain {
    dialects = Map.copyOf(dialects);
    documents = Map.copyOf(documents);
  }
}
