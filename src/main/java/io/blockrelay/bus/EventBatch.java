package io.blockrelay.bus;

import io.blockrelay.model.ChainEvent;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of a log, one after the other, that go over the bus and on to the clients together;
 * written as the same bytes for each node. Safe for any thread.
 */
public final class EventBatch {
  /** To copy more than that once more costs more than to write the names beside it again. */
  private static final int COPIED_MAX = 16 * 1024;

  /** About what is written of an event beside its payloads. */
  private static final int NAMES_BYTES = 512;

  private final List<ChainEvent> events;
  private @Nullable Buffer bytes;

  EventBatch(List<ChainEvent> events) {
    this.events = List.copyOf(events);
  }

  public List<ChainEvent> events() {
    return events;
  }

  /** About how many bytes an event takes. */
  static int bytes(ChainEvent event) {
    return NAMES_BYTES + Wire.payloadBytes(event);
  }

  /** Appends its bytes; each payload is copied once for each node. */
  void writeTo(Buffer buffer) {
    int estimated = events.stream().mapToInt(EventBatch::bytes).sum();
    if (estimated <= COPIED_MAX) {
      buffer.appendBuffer(copied(estimated));
    } else {
      write(buffer);
    }
  }

  static EventBatch read(Wire wire) {
    int count = wire.count();
    List<ChainEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(wire.event());
    }
    return new EventBatch(events);
  }

  private synchronized Buffer copied(int estimated) {
    if (bytes == null) {
      bytes = Buffer.buffer(estimated);
      write(bytes);
    }
    return bytes;
  }

  private void write(Buffer buffer) {
    buffer.appendInt(events.size());
    events.forEach(event -> Wire.write(buffer, event));
  }
}
