package io.blockrelay.bus;

/**
 * Whether a node is deaf to a chain's log: others hear the leader all the while, and it does not. A
 * leader that is silent to all is no reason for anything. Times are milliseconds of one clock.
 */
final class Hearing {
  enum Advice {
    NONE,
    /** Register at the bus anew: the cluster may have lost what this node had registered. */
    REGISTER,
    /** That has not helped: only another process will. */
    GIVE_UP
  }

  /** Two witnesses so far apart, with nothing heard between them, are no coincidence. */
  static final long REGISTER_AFTER_MS = 3_000;

  static final long GIVE_UP_AFTER_MS = 20_000;

  /** Witnesses farther apart than that do not speak of the same time. */
  static final long APART_MAX_MS = 10_000;

  private static final long NEVER = Long.MIN_VALUE;

  private long firstWitnessMs = NEVER;
  private long lastWitnessMs = NEVER;
  private boolean registered;

  /**
   * Another node has said that it hears the leader.
   *
   * @param heardMs when this node heard a leader last, 0 for never
   * @return what to do now
   */
  Advice witness(long nowMs, long heardMs) {
    if (firstWitnessMs != NEVER && heardMs > firstWitnessMs) {
      registered = false;
      firstWitnessMs = NEVER;
    }
    if (firstWitnessMs == NEVER || nowMs - lastWitnessMs > APART_MAX_MS) {
      firstWitnessMs = nowMs;
    }
    lastWitnessMs = nowMs;
    long deafMs = nowMs - Math.max(firstWitnessMs, heardMs);
    if (registered) {
      return deafMs >= GIVE_UP_AFTER_MS ? Advice.GIVE_UP : Advice.NONE;
    }
    if (deafMs < REGISTER_AFTER_MS) {
      return Advice.NONE;
    }
    registered = true;
    firstWitnessMs = nowMs;
    return Advice.REGISTER;
  }
}
