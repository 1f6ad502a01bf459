package io.blockrelay.edge;

/**
 * Lets so many pass a second, and more at once after a pause. Not thread-safe. Times are those of
 * {@link System#nanoTime}.
 */
final class TokenBucket {
  /** How many seconds' worth may pass at once. */
  static final int BURST_SECONDS = 10;

  private static final double NANOS_A_SECOND = 1e9;

  private final double perNano;
  private final double max;
  private double tokens;
  private long filledAt;

  /**
   * @param perSecond 0 lets everybody pass
   */
  TokenBucket(int perSecond, long now) {
    this.perNano = perSecond / NANOS_A_SECOND;
    this.max = (double) perSecond * BURST_SECONDS;
    this.tokens = max;
    this.filledAt = now;
  }

  /** Whether one more may pass now, which counts if so. */
  boolean take(long now) {
    if (max == 0) {
      return true;
    }
    fill(now);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** The one that passed last counts as so many more; others may have to wait for it. */
  void charge(int more) {
    tokens -= more;
  }

  /** Whether it knows nothing that a new one would not. */
  boolean full(long now) {
    fill(now);
    return tokens >= max;
  }

  private void fill(long now) {
    // Another thread may have looked at the clock a little earlier, and asked later.
    if (now - filledAt > 0) {
      tokens = Math.min(max, tokens + (now - filledAt) * perNano);
      filledAt = now;
    }
  }
}
