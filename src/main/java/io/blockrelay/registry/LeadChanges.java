package io.blockrelay.registry;

import io.blockrelay.cluster.Change;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can happen to a chain's lead. All are pure, and repeating one changes nothing more. */
final class LeadChanges {
  private LeadChanges() {}

  /**
   * Takes the lead when nobody live has it, or holds on to it, in an epoch after {@code newerThan}.
   * Answers who leads now.
   */
  record Claim(String node, long newerThan) implements Change<Lead, Lead> {
    @Override
    public Changed<Lead, Lead> apply(@Nullable Lead value, Set<String> liveNodes, long nowMs) {
      Lead lead = orNone(value);
      boolean taken =
          lead.isHeldBy(node) ? lead.epoch() > newerThan : liveNodes.contains(lead.holder());
      return changedTo(taken ? lead : lead.takenBy(node, newerThan));
    }
  }

  /** Gives the lead up if the node has it. Answers who leads now. */
  record Resign(String node) implements Change<Lead, Lead> {
    @Override
    public Changed<Lead, Lead> apply(@Nullable Lead value, Set<String> liveNodes, long nowMs) {
      Lead lead = orNone(value);
      return changedTo(lead.isHeldBy(node) ? lead.vacated() : lead);
    }
  }

  /** Vacates the lead of a node that has gone. Answers the lead that was lost, else NONE. */
  record VacateDeparted() implements Change<Lead, Lead> {
    @Override
    public Changed<Lead, Lead> apply(@Nullable Lead value, Set<String> liveNodes, long nowMs) {
      Lead lead = orNone(value);
      boolean kept = lead.isVacant() || liveNodes.contains(lead.holder());
      return kept ? new Changed<>(lead, Lead.NONE) : new Changed<>(lead.vacated(), lead);
    }
  }

  private static Lead orNone(@Nullable Lead lead) {
    return lead == null ? Lead.NONE : lead;
  }

  private static Change.Changed<Lead, Lead> changedTo(Lead lead) {
    return new Change.Changed<>(lead, lead);
  }
}
