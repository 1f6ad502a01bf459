package io.blockrelay.edge;

/**
 * When a client is pinged, and when its silence means that it is gone. Times are of {@link
 * System#nanoTime}.
 */
final class Keepalive {
  private final long intervalNanos;
  private long pingedAt;
  private boolean waiting;

  Keepalive(long intervalNanos, long now) {
    this.intervalNanos = intervalNanos;
    this.pingedAt = now;
  }

  /** The client answered. */
  void heard() {
    waiting = false;
  }

  boolean expired(long now) {
    return waiting && now - pingedAt > intervalNanos;
  }

  /** Whether to ping now; counts as pinged when it is so. */
  boolean pingDue(long now) {
    if (waiting || now - pingedAt < intervalNanos) {
      return false;
    }
    pingedAt = now;
    waiting = true;
    return true;
  }
}
