package io.blockrelay.bench;

/**
 * One block as the clients got it.
 *
 * @param hash as {@link BlockScanner} reads it
 * @param firstNanos when the first of them had it, on the clock of {@link System#nanoTime}
 * @param deliveries how many of them got it
 */
record Event(long number, long hash, long firstNanos, long lastNanos, int deliveries) {
  /** The same block, as the clients of two event loops got it. */
  Event with(Event other) {
    return new Event(
        number,
        hash,
        Math.min(firstNanos, other.firstNanos),
        Math.max(lastNanos, other.lastNanos),
        deliveries + other.deliveries);
  }
}
