package io.blockrelay.registry;

import java.io.Serializable;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The answer to a {@link LeaseRequest}.
 *
 * @param granted permits on top of those that the node held
 * @param open false when nothing is granted for now, whatever others give back
 * @param others the other nodes that hold permits
 * @param total the budget that counts: the smallest that any node is configured with
 * @param nodes how many there are, for the node to remember in case the entry is lost
 */
record Grant(int granted, boolean open, Map<String, Integer> others, int total, int nodes)
    implements Serializable {
  static Grant of(int granted, boolean open, ConnectionBudget budget, String node) {
    Map<String, Integer> others =
        budget.leases().entrySet().stream()
            .filter(entry -> !entry.getKey().equals(node) && entry.getValue().permits() > 0)
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> entry.getValue().permits()));
    return new Grant(granted, open, others, budget.total(), budget.nodes().settled());
  }
}
