package io.blockrelay.cluster;

/** An entry's value that knows what to become after a split of the cluster has healed. */
public interface Mergeable<V> {
  /**
   * Joins what both halves have made of the entry.
   *
   * @param other the value of the half that gives up its own membership to join this one's
   */
  V merge(V other);
}
