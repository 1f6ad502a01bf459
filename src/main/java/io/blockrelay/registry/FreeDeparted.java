package io.blockrelay.registry;

import io.blockrelay.cluster.Change;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes back what departed nodes held, without waiting for somebody who needs it. */
record FreeDeparted() implements Change<ConnectionBudget, FreeDeparted.Freed> {
  /**
   * @param permits what was taken back, by node
   * @param minority whether nothing could be, as this may be the smaller side of a split
   */
  record Freed(Map<String, Integer> permits, boolean minority) implements Serializable {}

  @Override
  public Changed<ConnectionBudget, Freed> apply(
      @Nullable ConnectionBudget value, Set<String> liveNodes, long nowMs) {
    ConnectionBudget before = ConnectionBudget.orEmpty(value);
    ConnectionBudget after = before.seenBy(liveNodes, nowMs);
    Map<String, Integer> freed = new HashMap<>();
    before
        .leases()
        .forEach(
            (node, lease) -> {
              if (!after.leases().containsKey(node)) {
                freed.put(node, lease.permits());
              }
            });
    return new Changed<>(after, new Freed(freed, before.isMinority(liveNodes)));
  }
}
