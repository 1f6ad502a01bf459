package io.blockrelay.ingest;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait before a try. */
@FunctionalInterface
interface ReconnectPolicy {
  /**
   * Grows with the tries that failed.
   *
   * @param attempt the tries since the last good message, from 0
   */
  Duration delay(int attempt);

  /**
   * Doubles from {@code first} to {@code max}; each wait is shortened by up to a half, so that
   * nodes that lost an upstream together do not come back together.
   *
   * @param random from 0 to 1
   */
  static ReconnectPolicy exponential(Duration first, Duration max, DoubleSupplier random) {
    return attempt -> {
      double doubled = (double) first.toMillis() * Math.pow(2, Math.min(attempt, 30));
      double capped = Math.min(doubled, (double) max.toMillis());
      return Duration.ofMillis(Math.round(capped * (1 - random.getAsDouble() / 2)));
    };
  }
}
