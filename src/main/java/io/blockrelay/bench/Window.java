package io.blockrelay.bench;

/**
 * Which blocks are measured, by their numbers, and when each was sent. Any thread may use it.
 *
 * <p>None is measured before {@link #begin}.
 */
final class Window {
  /** When blocks were sent. */
  interface SendTimes {
    /** Nobody knows: the feed is somebody else's. */
    SendTimes UNKNOWN = number -> 0;

    /** On the clock of {@link System#nanoTime}; 0 when it is not known. */
    long nanosOf(long number);
  }

  private final SendTimes sendTimes;
  private volatile long from = Long.MAX_VALUE;
  private volatile long to = Long.MAX_VALUE;

  Window(SendTimes sendTimes) {
    this.sendTimes = sendTimes;
  }

  /** Measures from this block on. */
  void begin(long number) {
    from = number;
  }

  /** The last block that is measured. */
  void end(long number) {
    to = number;
  }

  boolean contains(long number) {
    return number >= from && number <= to;
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }

  long sentNanos(long number) {
    return sendTimes.nanosOf(number);
  }
}
