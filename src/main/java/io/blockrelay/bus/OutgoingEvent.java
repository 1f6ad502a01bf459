package io.blockrelay.bus;

import io.blockrelay.model.ChainEvent;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to all nodes, written as the same bytes for each of them. Nodes get it as a
 * {@link ChainEvent}. Safe for any thread.
 */
final class OutgoingEvent {
  /** To copy more than that once more costs more than to write the names beside it again. */
  private static final int COPIED_MAX = 16 * 1024;

  /** About what is written of an event beside its payloads. */
  private static final int NAMES_BYTES = 512;

  private final ChainEvent event;
  private final int payloadBytes;
  private @Nullable Buffer bytes;

  OutgoingEvent(ChainEvent event) {
    this.event = event;
    this.payloadBytes = Wire.payloadBytes(event);
  }

  ChainEvent event() {
    return event;
  }

  /** Appends its bytes; each payload is copied once for each node. */
  void writeTo(Buffer buffer) {
    if (payloadBytes <= COPIED_MAX) {
      buffer.appendBuffer(bytes());
    } else {
      Wire.write(buffer, event);
    }
  }

  private synchronized Buffer bytes() {
    if (bytes == null) {
      bytes = Buffer.buffer(payloadBytes + NAMES_BYTES);
      Wire.write(bytes, event);
    }
    return bytes;
  }
}
