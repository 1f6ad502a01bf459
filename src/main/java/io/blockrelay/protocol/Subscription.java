package io.blockrelay.protocol;

import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.EventKind;
import java.util.Set;

/**
 * One wish of a client. Equal subscriptions receive the same bytes, which are made once for all of
 * them.
 */
public record Subscription(Set<EventKind> kinds, EventFilter filter, Envelope envelope) {
  public Subscription {
    kinds = Set.copyOf(kinds);
  }

  /** Whether the event is of its topic and passes its filter. */
  public boolean wants(ChainEvent event) {
    return kinds.contains(event.kind()) && filter.matches(event);
  }
}
