package io.blockrelay.bench;

import java.util.Arrays;

/**
 * The blocks of one client, of which each must be the next of its chain. Numbers without holes are
 * expected, from the client's first on; the same number with another hash is a reorganisation.
 *
 * <p>Confined to its client's event loop. Nothing here allocates for a block.
 */
final class Sequence {
  /** What is further back than so many blocks is taken for a repeat: its hash is forgotten. */
  static final int REMEMBERED = 64;

  private static final long NOTHING = 0;

  private final Counts counts;
  private final long[] hashes = new long[REMEMBERED];
  private long first = Long.MAX_VALUE;
  private long last = -1;
  private long highest = -1;

  Sequence(Counts counts) {
    this.counts = counts;
  }

  /**
   * Takes the next block.
   *
   * @param hash not 0
   * @return whether the client did not have it before
   */
  boolean accept(long number, long hash) {
    if (number > last) {
      if (last >= 0 && number > last + 1) {
        skipTo(number);
      }
      return keep(number, hash);
    }
    long known = number > last - REMEMBERED ? hashes[slot(number)] : hash;
    if (known == hash) {
      counts.repeated();
      // From a deep reorganisation, too, only the first block is taken for a repeat.
      last = number > last - REMEMBERED ? last : number;
      return false;
    }
    // Below its first, a client cannot have missed anything: there the chain has turned back.
    if (known == NOTHING && number >= first) {
      counts.late();
      hashes[slot(number)] = hash;
      return true;
    }
    counts.reorganisation();
    return keep(number, hash);
  }

  /** The highest number of a block that the client had, -1 when it had none. */
  long highest() {
    return highest;
  }

  private boolean keep(long number, long hash) {
    hashes[slot(number)] = hash;
    first = Math.min(first, number);
    last = number;
    highest = Math.max(highest, number);
    return true;
  }

  private void skipTo(long number) {
    long missing = number - last - 1;
    counts.lost(missing);
    if (missing >= REMEMBERED) {
      Arrays.fill(hashes, NOTHING);
    }
    for (long lost = Math.max(last + 1, number - REMEMBERED); lost < number; lost++) {
      hashes[slot(lost)] = NOTHING;
    }
  }

  private static int slot(long number) {
    return (int) (number % REMEMBERED);
  }
}
