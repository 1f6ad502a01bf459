package io.blockrelay.protocol;

import io.vertx.core.buffer.Buffer;
import java.util.Set;

/**
 * One thing that clients are told: a part of an event, or one of the many things in it. Cut out and
 * parsed once a node; immutable.
 *
 * @param payload the node's own bytes
 * @param keys every {@link Key} of it that a filter may stand under
 * @param facts what the protocol's filters and envelopes look at; the rest of the relay does not
 */
public record Item(Buffer payload, Set<Key> keys, Object facts) {
  /** An item that is only bytes. */
  public static Item of(Buffer payload) {
    return new Item(payload, Set.of(), payload);
  }
}
