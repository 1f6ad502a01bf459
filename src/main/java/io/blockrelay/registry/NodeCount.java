package io.blockrelay.registry;

import java.io.Serializable;

/**
 * How many nodes there are, and whether those who are left may be the smaller side of a split.
 *
 * <p>A split is not noticed at one blow: the nodes of the other side go missing one after the
 * other, as the heartbeats of each run out. So fewer nodes are taken for all that there are only
 * when nobody else has gone for a while, and never when they are fewer than half.
 *
 * @param settled how many there were when that had last settled
 * @param seen how many there were at the last look, not more than {@code settled}
 * @param sinceMs when they became so many, by the clock of the node that holds the entry; 0 while
 *     settled
 */
record NodeCount(int settled, int seen, long sinceMs) implements Serializable {
  static final NodeCount NONE = new NodeCount(0, 0, 0);

  /** Heartbeats of two nodes run out within about 2 s of each other. */
  static final long SETTLING_MS = 3_000;

  private static NodeCount of(int nodes) {
    return new NodeCount(nodes, nodes, 0);
  }

  boolean isMinority(int nodes) {
    return 2 * nodes < settled;
  }

  boolean isSettled() {
    return seen == settled;
  }

  NodeCount look(int nodes, long nowMs) {
    if (nodes >= settled) {
      return of(nodes);
    }
    // Another node may hold the entry now, and the last one's clock have been ahead.
    if (nodes != seen || nowMs < sinceMs) {
      return new NodeCount(settled, nodes, nowMs);
    }
    return isMinority(nodes) || nowMs - sinceMs < SETTLING_MS ? this : of(nodes);
  }

  /** One goes and has said so. */
  NodeCount lessOne() {
    return new NodeCount(Math.max(0, settled - 1), Math.max(0, seen - 1), sinceMs);
  }

  /** There were that many when somebody last heard of it. */
  NodeCount atLeast(int nodes) {
    return nodes > settled ? new NodeCount(nodes, seen, sinceMs) : this;
  }
}
