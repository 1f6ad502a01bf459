package io.blockrelay.protocol;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import java.util.List;
import java.util.Set;

/**
 * What one kind of chain announces and how its nodes are spoken to. Does no I/O: text in, actions
 * out.
 *
 * <p>One instance serves one chain and is shared by all threads, so it is immutable; a dialogue
 * belongs to one client or node and the context that speaks with it.
 */
public interface ChainProtocol {
  String name();

  /**
   * The languages of its own in which its clients are spoken to, the usual one first. Those that
   * serve every chain are not among them.
   */
  List<ClientDialect> dialects();

  /** What stands to read beside them; what every chain has is not among it. */
  default List<ChainDocument> documents() {
    return List.of();
  }

  /** The parts that a block is given only while somebody wants them. */
  default Set<EventKind> partsOnDemand() {
    return Set.of();
  }

  /** What belongs to no block, and nodes are asked to announce only while somebody wants it. */
  default Set<EventKind> streamsOnDemand() {
    return Set.of();
  }

  /**
   * Questions whose answers never change, and which a client's library may need before it can take
   * an event. They are asked before anybody does, so that each client is answered at once.
   */
  default List<Read> constants() {
    return List.of();
  }

  /**
   * The port where a node takes HTTP requests unless its operator says otherwise.
   *
   * @param feedPort where its feed is
   */
  default int httpPort(int feedPort) {
    return feedPort;
  }

  UpstreamDialogue upstream(UpstreamActions out);

  /**
   * What clients are told of a part, one by one.
   *
   * @param part one that an {@link UpstreamDialogue} of this protocol made, other than {@link
   *     Summaries}
   */
  default List<Item> items(Part part) {
    return List.of(Item.of(part.payload()));
  }

  /**
   * What to take back when the chain is reorganised.
   *
   * @param removed the blocks that leave the chain, newest first, as they were published; those
   *     that are remembered no more are left out
   * @param instead the blocks that take their place, in order
   */
  default List<Part> withdraw(List<Block> removed, List<Block> instead) {
    return List.of();
  }
}
