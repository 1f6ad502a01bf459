package io.blockrelay.registry;

import java.util.concurrent.atomic.AtomicLong;

/** A node's permits, idle and in use. Safe for any thread, without locks. */
final class PermitCount {
  private static final long ONE_IN_USE = 1L << 32;

  // In use in the upper half, idle in the lower, so that both change together.
  private final AtomicLong both = new AtomicLong();

  boolean take() {
    for (long seen = both.get(); idle(seen) > 0; seen = both.get()) {
      if (both.compareAndSet(seen, seen + ONE_IN_USE - 1)) {
        return true;
      }
    }
    return false;
  }

  void release() {
    long before = both.getAndAdd(1 - ONE_IN_USE);
    if (inUse(before) == 0) {
      both.addAndGet(ONE_IN_USE - 1);
      throw new IllegalStateException("released a permit that nobody holds");
    }
  }

  void add(int permits) {
    both.addAndGet(permits);
  }

  /** Removes idle permits, at most this many, and says how many. */
  int withdraw(int max) {
    while (true) {
      long seen = both.get();
      int taken = Math.min(max, idle(seen));
      if (taken <= 0) {
        return 0;
      }
      if (both.compareAndSet(seen, seen - taken)) {
        return taken;
      }
    }
  }

  int idle() {
    return idle(both.get());
  }

  int inUse() {
    return inUse(both.get());
  }

  int held() {
    long seen = both.get();
    return idle(seen) + inUse(seen);
  }

  private static int idle(long both) {
    return (int) both;
  }

  private static int inUse(long both) {
    return (int) (both >>> 32);
  }
}
