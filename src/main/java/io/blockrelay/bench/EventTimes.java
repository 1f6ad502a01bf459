package io.blockrelay.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * When the first and the last client of one event loop had each block. Arrays by number, so that
 * nothing is allocated for a delivery. Confined to that loop.
 */
final class EventTimes {
  private static final int EVENTS_FIRST = 1024;

  /** Blocks that are further from the first one are not timed. */
  static final int EVENTS_MAX = 1 << 22;

  /** Blocks that a reorganisation replaced by others of the same number. */
  private final List<Event> replaced = new ArrayList<>();

  private long base = -1;
  private long[] hash = new long[EVENTS_FIRST];
  private long[] first = new long[EVENTS_FIRST];
  private long[] last = new long[EVENTS_FIRST];
  private int[] deliveries = new int[EVENTS_FIRST];

  /**
   * Counts a delivery.
   *
   * @return when the first of these clients had the block, {@code nowNanos} itself for that one
   */
  long delivered(long number, long blockHash, long nowNanos) {
    if (base < 0) {
      base = number;
    }
    if (number < base || number >= base + EVENTS_MAX) {
      return nowNanos;
    }
    int at = (int) (number - base);
    if (at >= hash.length) {
      grow(at);
    }
    if (hash[at] != blockHash) {
      start(at, blockHash, nowNanos);
    }
    last[at] = nowNanos;
    deliveries[at]++;
    return first[at];
  }

  /** The blocks with these numbers that were delivered. */
  List<Event> between(long from, long to) {
    List<Event> events = new ArrayList<>();
    replaced.stream()
        .filter(event -> event.number() >= from && event.number() <= to)
        .forEach(events::add);
    for (int at = 0; at < hash.length; at++) {
      if (deliveries[at] > 0 && base + at >= from && base + at <= to) {
        events.add(event(at));
      }
    }
    return events;
  }

  private void start(int at, long blockHash, long nowNanos) {
    if (deliveries[at] > 0) {
      replaced.add(event(at));
    }
    hash[at] = blockHash;
    first[at] = nowNanos;
    deliveries[at] = 0;
  }

  private Event event(int at) {
    return new Event(base + at, hash[at], first[at], last[at], deliveries[at]);
  }

  private void grow(int at) {
    int length = Math.min(EVENTS_MAX, Math.max(at + 1, 2 * hash.length));
    hash = Arrays.copyOf(hash, length);
    first = Arrays.copyOf(first, length);
    last = Arrays.copyOf(last, length);
    deliveries = Arrays.copyOf(deliveries, length);
  }
}
