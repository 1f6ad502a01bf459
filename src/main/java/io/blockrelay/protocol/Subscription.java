package io.blockrelay.protocol;

import io.blockrelay.model.EventKind;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One wish of a client. What subscriptions receive that are equal but for their heads is looked for
 * and made once for all of them; the subscriptions of one connection differ in more than the head.
 *
 * @param head what stands before each message that the envelope makes, for this client only; null
 *     for a client that gets what all others get
 */
public record Subscription(
    Set<EventKind> kinds, EventFilter filter, Envelope envelope, @Nullable Buffer head) {
  private static final Buffer SOME_HEAD = Buffer.buffer();

  public Subscription {
    kinds = Set.copyOf(kinds);
  }

  /** Equal ones of these receive the same bytes. */
  public Subscription(Set<EventKind> kinds, EventFilter filter, Envelope envelope) {
    this(kinds, filter, envelope, null);
  }

  /** What it has in common with those of other clients. */
  public Subscription shared() {
    return head == null ? this : new Subscription(kinds, filter, envelope, SOME_HEAD);
  }
}
