package io.blockrelay.bench;

/**
 * What the clients of one event loop were told that breaks the promise of a feed, and what does
 * not. Confined to that loop.
 */
final class Counts {
  private long lost;
  private long repeated;
  private long outOfOrder;
  private long reorganisations;

  void lost(long blocks) {
    lost += blocks;
  }

  void repeated() {
    repeated++;
  }

  /** It was taken for lost when a later one came. */
  void late() {
    lost--;
    outOfOrder++;
  }

  void reorganisation() {
    reorganisations++;
  }

  void add(Counts other) {
    lost += other.lost;
    repeated += other.repeated;
    outOfOrder += other.outOfOrder;
    reorganisations += other.reorganisations;
  }

  long lost() {
    return lost;
  }

  long repeats() {
    return repeated;
  }

  long outOfOrder() {
    return outOfOrder;
  }

  long reorganisations() {
    return reorganisations;
  }

  boolean promiseHeld() {
    return lost == 0 && repeated == 0 && outOfOrder == 0;
  }
}
