package io.blockrelay.registry;

import io.blockrelay.cluster.Change;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node that is going gives everything back; that it goes will not look like a split. */
record LeaveBudget(String node) implements Change<ConnectionBudget, Boolean> {
  @Override
  public Changed<ConnectionBudget, Boolean> apply(
      @Nullable ConnectionBudget value, Set<String> liveNodes, long nowMs) {
    ConnectionBudget budget = ConnectionBudget.orEmpty(value);
    // Where it runs after the node has gone, that has been seen.
    return new Changed<>(liveNodes.contains(node) ? budget.leftBy(node) : budget, true);
  }
}
