package io.blockrelay.edge;

import io.blockrelay.bus.EventInbox;
import io.blockrelay.model.ChainId;
import io.blockrelay.protocol.ChainProtocol;
import java.util.Set;

/**
 * A chain that an edge serves.
 *
 * @param paths where its clients connect
 */
public record ServedChain(
    ChainId chain, ChainProtocol protocol, EventInbox inbox, Set<String> paths) {
  public ServedChain {
    paths = Set.copyOf(paths);
  }
}
