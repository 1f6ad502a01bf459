package io.blockrelay.bench;

import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What the clients of one event loop saw. Confined to that loop. */
final class Tally {
  /** What takes longer is counted as this long. */
  static final long LATENCY_NANOS_MAX = 60_000_000_000L;

  private static final int DIGITS = 3;

  final Counts counts = new Counts();
  final EventTimes events = new EventTimes();

  /**
   * Of each delivery, in nanoseconds since the block was sent, or since the first client had it.
   */
  final Histogram latencies = newHistogram();

  /** How many connections were ended with each code and reason; 1006 where none was said. */
  final TreeMap<String, Integer> closes = new TreeMap<>();

  /** Why connections could not be made. */
  final TreeMap<String, Integer> failures = new TreeMap<>();

  private final Window window;
  private long messages;
  private int opened;
  private long highest = -1;
  private @Nullable String refusal;

  Tally(Window window) {
    this.window = window;
  }

  static Histogram newHistogram() {
    return new Histogram(1, LATENCY_NANOS_MAX, DIGITS);
  }

  static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.min(Math.max(nanos, 0), LATENCY_NANOS_MAX));
  }

  void opened() {
    opened++;
  }

  void failed(String why) {
    failures.merge(why, 1, Integer::sum);
  }

  void closed(String how) {
    closes.merge(how, 1, Integer::sum);
  }

  /** A message that is not looked into. */
  void message() {
    messages++;
  }

  /** What the server answered in place of events; the first is kept. */
  void refused(String answer) {
    if (refusal == null) {
      refusal = answer;
    }
  }

  /** A block that the client did not have before. */
  void delivered(long number, long hash, long nowNanos) {
    highest = Math.max(highest, number);
    long first = events.delivered(number, hash, nowNanos);
    if (window.contains(number)) {
      long sent = window.sentNanos(number);
      record(latencies, nowNanos - (sent == 0 ? first : sent));
    }
  }

  int failed() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  int connected() {
    return opened;
  }

  long messages() {
    return messages;
  }

  /** The highest number of a block, -1 before the first. */
  long highest() {
    return highest;
  }

  @Nullable String refusal() {
    return refusal;
  }
}
