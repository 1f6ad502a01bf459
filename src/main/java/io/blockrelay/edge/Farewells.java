package io.blockrelay.edge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Whose turn it is to go, and when: all within a window, one after the other in equal steps, and in
 * a random order, so that a crowd that came together does not come back together. Times are of
 * {@link System#nanoTime}.
 */
final class Farewells<T> {
  private final List<T> order;
  private final long start;
  private final long windowNanos;
  private int said;

  /**
   * @param windowNanos 0 when all go at once
   */
  Farewells(List<T> clients, RandomGenerator random, long now, long windowNanos) {
    this.order = new ArrayList<>(clients);
    this.start = now;
    this.windowNanos = windowNanos;
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
  }

  /** Those whose turn has come since the last call; the first one's comes at once. */
  List<T> due(long now) {
    int until = over(now) ? order.size() : turns(now - start);
    List<T> due = List.copyOf(order.subList(said, Math.max(said, until)));
    said += due.size();
    return due;
  }

  /** Whether the window is over. */
  boolean over(long now) {
    return now - start >= windowNanos;
  }

  private int turns(long elapsedNanos) {
    return Math.min(order.size(), 1 + (int) ((double) elapsedNanos * order.size() / windowNanos));
  }
}
