package io.blockrelay.cluster;

import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A change of a shared entry: a pure function, sent to the node that holds the entry. */
public interface Change<V extends Serializable, R extends Serializable> extends Serializable {
  /**
   * Computes the new value and the caller's answer.
   *
   * @param value the entry's value, null when it has none yet
   * @param liveNodes the ids of the live nodes, as the node that holds the entry sees them
   * @param nowMs that node's clock; the caller's would be of when it asked, and the answer can take
   *     seconds while another node comes to hold the entry
   */
  Changed<V, R> apply(@Nullable V value, Set<String> liveNodes, long nowMs);

  /** The entry's new value, and what the caller is told. */
  record Changed<V extends Serializable, R extends Serializable>(V value, R result)
      implements Serializable {}
}
