package io.blockrelay.registry;

import io.blockrelay.cluster.Mergeable;
import java.io.Serializable;

/**
 * Who publishes a chain.
 *
 * @param holder the leading node's id, empty while nobody leads
 * @param epoch grows by one each time that a node takes the lead; 0 before the first
 */
public record Lead(String holder, long epoch) implements Serializable, Mergeable<Lead> {
  /** Nobody has led yet. */
  public static final Lead NONE = new Lead("", 0);

  public boolean isVacant() {
    return holder.isEmpty();
  }

  public boolean isHeldBy(String node) {
    return holder.equals(node);
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
