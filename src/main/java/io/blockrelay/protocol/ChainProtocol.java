package io.blockrelay.protocol;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One chain's wire language. Does no I/O: text in, actions out.
 *
 * <p>One instance serves one chain and is shared by all threads, so it is immutable; dialogues
 * belong to one connection and its event loop.
 */
public interface ChainProtocol {
  String name();

  /** What an operator and a client can rely on before a word is spoken. */
  ClientTerms terms();

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
   * Reads from a client's request where it wants to start.
   *
   * @param query the decoded query parameters, the first of each name
   * @throws IllegalArgumentException with a message for the client when the request cannot be
   *     understood
   */
  StartAt startAt(Map<String, String> query);

  UpstreamDialogue upstream(UpstreamActions out);

  ClientDialogue client(ClientActions out);

  /**
   * Answers the body of an HTTP POST; only where {@link ClientTerms#posts}. An empty answer is an
   * answer.
   */
  default Future<Buffer> post(Reads reads, Buffer body) {
    return Future.failedFuture(new UnsupportedOperationException(name() + " takes no POST"));
  }

  /**
   * What clients are told of a part, one by one.
   *
   * @param part one that an {@link UpstreamDialogue} of this protocol made
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
