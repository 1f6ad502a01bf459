package io.blockrelay.protocol.cometbft;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Summaries;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a CometBFT chain announces: a kind for each {@code tm.event}, and what any chain can say of
 * a block. The part of an event is a JSON array of {@code {"data":…,"events":…}} as a node's own
 * subscription brings them, in the node's order; an empty one says that the block has none.
 */
final class CometKinds {
  static final EventKind NEW_BLOCK = kind("NewBlock");

  /** Every block has it. */
  static final EventKind NEW_BLOCK_HEADER = kind("NewBlockHeader");

  /** None in blocks of CometBFT before 0.38. */
  static final EventKind NEW_BLOCK_EVENTS = kind("NewBlockEvents");

  static final EventKind NEW_EVIDENCE = kind("NewEvidence");
  static final EventKind TX = kind("Tx");
  static final EventKind VALIDATOR_SET_UPDATES = kind("ValidatorSetUpdates");

  /** The events of a block, in the order in which a node publishes them. */
  static final List<EventKind> EVENTS =
      List.of(
          NEW_BLOCK, NEW_BLOCK_HEADER, NEW_BLOCK_EVENTS, NEW_EVIDENCE, TX, VALIDATOR_SET_UPDATES);

  /** All that a block can have, in the order in which it has it. */
  static final List<EventKind> PARTS = parts();

  /** Blocks have these only while somebody wants them. */
  static final Set<EventKind> PARTS_ON_DEMAND = partsOnDemand();

  /** How a block came about; nodes announce it only while somebody wants it. */
  static final Set<EventKind> STREAMS_ON_DEMAND =
      Set.of(
          kind("CompleteProposal"),
          kind("Lock"),
          kind("NewRound"),
          kind("NewRoundStep"),
          kind("Polka"),
          kind("ProposalBlockPart"),
          kind("Relock"),
          kind("TimeoutPropose"),
          kind("TimeoutWait"),
          kind("Unlock"),
          kind("ValidBlock"),
          kind("Vote"));

  private static final String PREFIX = "comet.";

  /** Only {@code tm.event} is known of these. */
  private static final Set<EventKind> WITHOUT_ATTRIBUTES =
      Set.of(NEW_EVIDENCE, VALIDATOR_SET_UPDATES);

  private CometKinds() {}

  /** The kinds of which something may match. */
  static Set<EventKind> of(CometQuery query) {
    Set<EventKind> kinds = new HashSet<>();
    for (EventKind part : EVENTS) {
      boolean bare = WITHOUT_ATTRIBUTES.contains(part);
      if (bare ? matchesBare(query, part) : query.concerns(event(part))) {
        kinds.add(part);
      }
    }
    for (EventKind stream : STREAMS_ON_DEMAND) {
      if (matchesBare(query, stream)) {
        kinds.add(stream);
      }
    }
    return kinds;
  }

  /** The {@code tm.event} of a kind. */
  static String event(EventKind kind) {
    return kind.name().substring(PREFIX.length());
  }

  private static boolean matchesBare(CometQuery query, EventKind kind) {
    return query.matches(new EventAttributes(Map.of(CometQuery.EVENT, List.of(event(kind)))));
  }

  private static List<EventKind> parts() {
    List<EventKind> parts = new ArrayList<>(EVENTS);
    parts.add(Summaries.BLOCK);
    parts.add(Summaries.TRANSACTIONS);
    return List.copyOf(parts);
  }

  private static Set<EventKind> partsOnDemand() {
    Set<EventKind> parts = new HashSet<>(PARTS);
    parts.remove(NEW_BLOCK_HEADER);
    return Set.copyOf(parts);
  }

  private static EventKind kind(String event) {
    return new EventKind(PREFIX + event);
  }
}
