package io.blockrelay.bus;

import io.blockrelay.model.ChainEvent;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events that came before those that precede them. Bounded: what is not kept can be asked for. */
final class HeldBack {
  private final int eventsMax;
  private final long bytesMax;
  private final NavigableMap<Long, ChainEvent> events = new TreeMap<>();
  private long bytes;

  /**
   * @param bytesMax nothing is added beyond it, so one event more is kept at most
   */
  HeldBack(int eventsMax, long bytesMax) {
    this.eventsMax = eventsMax;
    this.bytesMax = bytesMax;
  }

  /** Keeps it, unless it is there already or too much is. */
  void add(ChainEvent event) {
    if (events.size() < eventsMax
        && bytes < bytesMax
        && events.putIfAbsent(event.position().offset(), event) == null) {
      bytes += EventBatch.bytes(event);
    }
  }

  /** Takes out the event that follows that offset, null when it is not here; drops those before. */
  @Nullable ChainEvent takeAfter(long offset) {
    while (!events.isEmpty() && events.firstKey() <= offset + 1) {
      Map.Entry<Long, ChainEvent> first = events.pollFirstEntry();
      bytes -= EventBatch.bytes(first.getValue());
      if (first.getKey() > offset) {
        return first.getValue();
      }
    }
    return null;
  }

  void clear() {
    events.clear();
    bytes = 0;
  }
}
