package io.blockrelay.protocol.cometbft;

import io.vertx.core.buffer.Buffer;

/**
 * Writes {@code {"data":{"type":…,"value":…},"events":…}}, as CometBFT does without white space.
 */
final class EventBody {
  private static final String TYPE = "tendermint/event/";

  private EventBody() {}

  /**
   * The event of this {@code tm.event}.
   *
   * @param value JSON
   */
  static Buffer of(String event, Buffer value, AbciAttributes attributes) {
    String tail = "},\"events\":" + attributes.json() + "}";
    return Buffer.buffer(value.length() + tail.length() + 80)
        .appendString("{\"data\":{\"type\":\"" + TYPE + event + "\",\"value\":")
        .appendBuffer(value)
        .appendString(tail);
  }

  /** An event that has nothing but its name for queries. */
  static Buffer bare(String event, Buffer value) {
    return of(event, value, new AbciAttributes(false).with(CometQuery.EVENT, event));
  }
}
