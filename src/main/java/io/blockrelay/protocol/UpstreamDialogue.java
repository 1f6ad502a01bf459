package io.blockrelay.protocol;

import io.blockrelay.model.Block;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The relay's side of a conversation with one node. Called on the connection's event loop only. */
public interface UpstreamDialogue {
  /**
   * What to append to the upstream's address so that it resumes after the block {@code lastHash};
   * empty where the protocol has no resume.
   */
  String resumeQuery(String lastHash);

  /** The connection stands. */
  void opened();

  /** A whole message. */
  void received(Buffer message);

  /**
   * Asks the node for the blocks of its chain between two heights, both inclusive, in order. Fails
   * when the node cannot give all of them.
   */
  Future<List<Block>> fetch(long from, long to);

  /** Asks the node for one block by its hash; fails when it does not know it. */
  Future<Block> fetch(String hash);
}
