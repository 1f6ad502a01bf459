package io.blockrelay.protocol;

import io.blockrelay.model.EventKind;
import java.util.Set;

/**
 * One wish of a client. Equal subscriptions receive the same bytes, which are made once for all of
 * them; the subscriptions of one connection are all different.
 */
public record Subscription(Set<EventKind> kinds, EventFilter filter, Envelope envelope) {
  public Subscription {
    kinds = Set.copyOf(kinds);
  }
}
