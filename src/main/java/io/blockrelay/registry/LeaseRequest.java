package io.blockrelay.registry;

import io.blockrelay.cluster.Change;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node says what it holds and what it would like. As it says what it holds and not what has
 * changed, the next request repairs whatever a lost answer or a lost entry has left behind.
 *
 * @param sequence grows from request to request of the node; an old one that runs late is ignored
 * @param held the permits that the node has, given back ones no longer among them
 * @param needed wanted at once; 0 to report only
 * @param spare wanted for soon, and granted only from plenty
 * @param nodesKnown how many there are, from the last grant; 0 before the first
 */
record LeaseRequest(
    String node, long sequence, int held, int needed, int spare, int total, int nodesKnown)
    implements Change<ConnectionBudget, Grant> {
  @Override
  public Changed<ConnectionBudget, Grant> apply(
      @Nullable ConnectionBudget value, Set<String> liveNodes, long nowMs) {
    ConnectionBudget budget = ConnectionBudget.orEmpty(value);
    @Nullable Lease own = budget.leases().get(node);
    if (own != null && sequence <= own.sequence()) {
      // Too late, or run twice because the entry's holder died in between: then the same answer.
      int granted = sequence == own.sequence() ? own.permits() - held : 0;
      return new Changed<>(budget, Grant.of(granted, true, budget, node));
    }
    boolean lost = own == null && nodesKnown > 0;
    if ((held > 0 || lost) && !liveNodes.contains(node)) {
      // Sent before the node died. A new node, in contrast, may just not be seen yet.
      return new Changed<>(budget, Grant.of(0, false, budget, node));
    }
    return grant(lost ? budget.afterLoss(nodesKnown, nowMs) : budget, liveNodes, nowMs);
  }

  private Changed<ConnectionBudget, Grant> grant(
      ConnectionBudget before, Set<String> liveNodes, long nowMs) {
    boolean open = !before.isMinority(liveNodes) && !before.isQuiet(nowMs);
    ConnectionBudget reported =
        before.seenBy(liveNodes, nowMs).with(node, new Lease(held, sequence, total));
    int left = Math.max(0, reported.total() - reported.leased());
    int granted = open ? share(left, reported.leases().size()) : 0;
    ConnectionBudget after = reported.with(node, new Lease(held + granted, sequence, total));
    return new Changed<>(after, Grant.of(granted, open, after, node));
  }

  private int share(int left, int nodes) {
    int now = Math.min(needed, left);
    // A nearly spent budget is not hoarded: half of what is left is shared out among all.
    return now + Math.min(spare, (left - now) / (2 * nodes));
  }
}
