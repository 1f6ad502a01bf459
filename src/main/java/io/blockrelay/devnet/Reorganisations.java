package io.blockrelay.devnet;

/**
 * When the chain changes its mind. At every multiple of {@code every}, the last {@code depth}
 * blocks are orphans; they stand until the next block is due, and are then replaced. Immutable.
 *
 * @param every 0 for never
 */
record Reorganisations(int every, int depth) {

  /** Which block stands at a number when it first becomes due. */
  Variant first(long number) {
    return every > 0 && number > 0 && number > lastBefore(number) - depth
        ? Variant.ORPHAN
        : Variant.CANONICAL;
  }

  /** Which block stands at a number when the chain is as high as the tip. */
  Variant asOf(long tip, long number) {
    return tip > lastBefore(number) ? Variant.CANONICAL : first(number);
  }

  /** How many blocks are replaced when a number becomes due. */
  int replacedAt(long number) {
    return every > 0 && number > every && (number - 1) % every == 0 ? depth : 0;
  }

  /** The last block that becomes due before the next reorganisation: a multiple of every. */
  private long lastBefore(long number) {
    return every == 0 ? -1 : -Math.floorDiv(-number, every) * every;
  }
}
