package io.blockrelay.protocol;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;

/**
 * The relay's side of a conversation with one node, through all its connections. Called on its
 * chain's own context only, one call after the other; that is no event loop.
 */
public interface UpstreamDialogue {
  /**
   * What to append to the upstream's address so that it resumes after the block {@code lastHash};
   * empty where the protocol has no resume.
   */
  default String resumeQuery(String lastHash) {
    return "";
  }

  /** The connection stands. */
  void opened();

  /** The connection is gone: what was asked over it will not be answered. */
  default void closed() {}

  /** A whole message. */
  void received(Buffer message);

  /** The node has said nothing for a while: ask it something that it must answer. */
  default void probe() {}

  /**
   * Somebody wants these of the {@linkplain ChainProtocol#streamsOnDemand streams on demand}, and
   * nobody the others. Called when that changes; the answer comes when the node brings them.
   *
   * @return fails with {@link Refusal} when the node does not offer one of them
   */
  default Future<Void> want(Set<EventKind> kinds) {
    return Future.succeededFuture();
  }

  /**
   * Asks the node for the blocks of its chain between two heights, both inclusive, in order. Fails
   * when the node cannot give all of them.
   */
  Future<List<Block>> fetch(long from, long to);

  /** Asks the node for one block by its hash; fails when it does not know it. */
  Future<Block> fetch(String hash);

  /**
   * Asks the node for the parts of these kinds that the block does not have yet; fails with {@link
   * NotFoundException} when the node does not know the block, and with {@link
   * Refusal.Reason#UNSUPPORTED} when it does not offer one of the kinds.
   *
   * @param kinds some of the {@linkplain ChainProtocol#partsOnDemand parts on demand}
   */
  default Future<Block> complete(Block block, Set<EventKind> kinds) {
    return Future.succeededFuture(block);
  }

  /** Asks the node what a client asks; fails when it does not answer within some 10 seconds. */
  default Future<Answer> read(Buffer request) {
    return Future.failedFuture("the node takes no questions");
  }
}
