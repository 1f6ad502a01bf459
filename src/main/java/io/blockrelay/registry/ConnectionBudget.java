package io.blockrelay.registry;

import io.blockrelay.cluster.Mergeable;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the cluster's client connections are shared out.
 *
 * <p>A node that has gone loses its lease some seconds later, unless those who are left by then are
 * fewer than half: they may be the smaller side of a split, which takes nothing back and grants
 * nothing. Exactly half is enough, so that the survivor of two can go on; a split into equal halves
 * can therefore admit too many. And when most of a cluster dies within seconds, the rest grants
 * nothing until half of the old number is there again.
 *
 * @param leases by node; a live node keeps its own even when it is empty
 * @param nodes how many there are but for those that are leaving
 * @param leaving live nodes that have said goodbye: their going is no sign of a split
 * @param quietUntilMs nothing is granted before: nodes with clients have yet to say how many
 */
record ConnectionBudget(
    Map<String, Lease> leases, NodeCount nodes, Set<String> leaving, long quietUntilMs)
    implements Serializable, Mergeable<ConnectionBudget> {
  static final ConnectionBudget EMPTY = new ConnectionBudget(Map.of(), NodeCount.NONE, Set.of(), 0);
  static final long QUIET_MS = 3_000;

  ConnectionBudget {
    leases = Map.copyOf(leases);
    leaving = Set.copyOf(leaving);
  }

  static ConnectionBudget orEmpty(@Nullable ConnectionBudget budget) {
    return budget == null ? EMPTY : budget;
  }

  /** Whether these may be the smaller side of a split. */
  boolean isMinority(Set<String> liveNodes) {
    return nodes.isMinority(staying(liveNodes));
  }

  /** Takes back what the departed held, where enough are left to say so. */
  ConnectionBudget seenBy(Set<String> liveNodes, long nowMs) {
    NodeCount counted = nodes.look(staying(liveNodes), nowMs);
    if (!counted.isSettled()) {
      return new ConnectionBudget(leases, counted, leaving, quietUntilMs);
    }
    Map<String, Lease> kept = new HashMap<>(leases);
    kept.keySet().retainAll(liveNodes);
    Set<String> stillLeaving = new HashSet<>(leaving);
    stillLeaving.retainAll(liveNodes);
    return new ConnectionBudget(kept, counted, stillLeaving, quietUntilMs);
  }

  ConnectionBudget with(String node, Lease lease) {
    Map<String, Lease> changed = new HashMap<>(leases);
    changed.put(node, lease);
    return new ConnectionBudget(changed, nodes, leaving, quietUntilMs);
  }

  /** A live node says goodbye; it may say so again. */
  ConnectionBudget leftBy(String node) {
    Map<String, Lease> kept = new HashMap<>(leases);
    kept.remove(node);
    Set<String> alsoLeaving = new HashSet<>(leaving);
    NodeCount left = alsoLeaving.add(node) ? nodes.lessOne() : nodes;
    return new ConnectionBudget(kept, left, alsoLeaving, quietUntilMs);
  }

  /** A node that had a lease finds none: others may have lost theirs too, and hold clients. */
  ConnectionBudget afterLoss(int nodesKnown, long nowMs) {
    long until = isQuiet(nowMs) ? quietUntilMs : nowMs + QUIET_MS;
    return new ConnectionBudget(leases, nodes.atLeast(nodesKnown), leaving, until);
  }

  /** Another node may hold the entry now; a clock that was ahead cannot make it last longer. */
  boolean isQuiet(long nowMs) {
    return nowMs < quietUntilMs && quietUntilMs - nowMs <= QUIET_MS;
  }

  int leased() {
    return leases.values().stream().mapToInt(Lease::permits).sum();
  }

  /** The smallest budget that any node has been configured with. */
  int total() {
    return leases.values().stream().mapToInt(Lease::total).min().orElse(Integer.MAX_VALUE);
  }

  private int staying(Set<String> liveNodes) {
    return (int) liveNodes.stream().filter(node -> !leaving.contains(node)).count();
  }

  /** All leases of both halves: who holds clients still does. */
  @Override
  public ConnectionBudget merge(ConnectionBudget other) {
    Map<String, Lease> all = new HashMap<>(leases);
    other.leases.forEach((node, lease) -> all.merge(node, lease, ConnectionBudget::newer));
    Set<String> allLeaving = new HashSet<>(leaving);
    allLeaving.addAll(other.leaving);
    return new ConnectionBudget(all, nodes, allLeaving, Math.max(quietUntilMs, other.quietUntilMs));
  }

  private static Lease newer(Lease one, Lease two) {
    return one.sequence() >= two.sequence() ? one : two;
  }
}
