package io.blockrelay.protocol;

import io.vertx.core.buffer.Buffer;

/**
 * How an item is written for a client. Equal envelopes share an audience, so an envelope has value
 * equality.
 */
@FunctionalInterface
public interface Envelope {
  /** The node's own message, untouched. */
  Envelope NONE = Item::payload;

  /**
   * The text of one WebSocket message, UTF-8, or of what follows a {@linkplain Subscription#head
   * head}; called once an audience, not once a client.
   */
  Buffer wrap(Item item);
}
