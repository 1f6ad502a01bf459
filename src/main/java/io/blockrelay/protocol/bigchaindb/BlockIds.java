package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.protocol.BlockTransactions;
import java.util.LinkedHashSet;
import java.util.Set;

/** The blocks that a node told of by an id: those that wait to be asked for, and the last ones. */
final class BlockIds {
  static final int WAITING_MAX = 1_024;
  static final int DONE_MAX = 1_000;

  private final Set<String> waiting = new LinkedHashSet<>();
  private final Set<String> done = new LinkedHashSet<>();

  /** How many of them had no height, and which was the last of these. */
  private long uncounted;

  private String last = "";

  /** Has it wait unless it is known; false when there is no room for it. */
  boolean add(String id) {
    if (done.contains(id) || waiting.contains(id)) {
      return true;
    }
    return waiting.size() < WAITING_MAX && waiting.add(id);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The one that waits longest. */
  String first() {
    return waiting.iterator().next();
  }

  /** Nothing more is to be done about it, however often the node tells of it. */
  void done(String id) {
    waiting.remove(id);
    done.add(id);
    if (done.size() > DONE_MAX) {
      done.remove(done.iterator().next());
    }
  }

  /** The next one of a chain that counts none: its place among those that this node told of. */
  BlockTransactions count(String id, NodeBlock block) {
    BlockTransactions counted = block.summary(++uncounted, id, last);
    last = id;
    return counted;
  }
}
