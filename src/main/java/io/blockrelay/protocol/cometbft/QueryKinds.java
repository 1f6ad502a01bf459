package io.blockrelay.protocol.cometbft;

import io.blockrelay.model.EventKind;
import java.util.Set;

/**
 * Which kinds are brought for a query: those that it can match, and consensus events only when it
 * names them.
 *
 * <p>On a node {@code tm.event EXISTS} brings these, too: some hundreds of messages a block, which
 * nobody can recover and hardly anybody means. Queries about other tags lose nothing by it:
 * consensus events have none but {@code tm.event}.
 */
final class QueryKinds {
  private QueryKinds() {}

  static Set<EventKind> of(CometQuery query) {
    Set<EventKind> kinds = CometKinds.of(query);
    kinds.removeIf(kind -> CometKinds.STREAMS_ON_DEMAND.contains(kind) && !names(query, kind));
    return kinds;
  }

  private static boolean names(CometQuery query, EventKind kind) {
    return query.conditions().stream()
        .filter(condition -> condition.tag().equals(CometQuery.EVENT))
        .filter(condition -> !(condition instanceof Condition.Exists))
        .anyMatch(condition -> condition.accepts(CometKinds.event(kind)));
  }
}
