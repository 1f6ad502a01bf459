package io.blockrelay.registry;

import io.blockrelay.cluster.Mergeable;
import java.io.Serializable;

/**
 * Who publishes a chain.
 *
 * @param holder the leading node's id, empty while nobody leads
 * @param epoch grows each time that a node takes the lead; 0 before the first
 */
public record Lead(String holder, long epoch) implements Serializable, Mergeable<Lead> {
  /** Nobody has led yet. */
  public static final Lead NONE = new Lead("", 0);

  /**
   * The halves of a split cluster count on from the same epoch and must not come to the same one,
   * for a position would then stand for two events. So an epoch's last four digits are its
   * leader's, which tells nodes apart well enough.
   */
  private static final long LEADERS = 10_000;

  public boolean isVacant() {
    return holder.isEmpty();
  }

  public boolean isHeldBy(String node) {
    return holder.equals(node);
  }

  /** The node takes it, in an epoch after the last one and after {@code newerThan}. */
  Lead takenBy(String node, long newerThan) {
    long round = Math.max(epoch, newerThan) / LEADERS + 1;
    return new Lead(node, round * LEADERS + Math.floorMod(node.hashCode(), LEADERS));
  }

  Lead vacated() {
    return new Lead("", epoch);
  }

  /**
   * Two halves with a leader each: both have lost, and whoever takes it next is newer than both.
   */
  @Override
  public Lead merge(Lead other) {
    return equals(other) ? this : new Lead("", Math.max(epoch, other.epoch));
  }
}
