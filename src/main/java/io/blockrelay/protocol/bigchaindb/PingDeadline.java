package io.blockrelay.protocol.bigchaindb;

import java.time.Duration;

/**
 * When a client has kept its peace for too long. Who has sent a ping must go on sending them;
 * whether who never did may be silent is the operator's choice, for the released servers' clients
 * send none. Times are of {@link System#nanoTime}.
 */
final class PingDeadline {
  static final Duration SILENCE_MAX = Duration.ofMinutes(3);

  private boolean pinged;
  private boolean watched;
  private long since;

  /**
   * @param strict whether the time runs from the start, and not only from the first ping
   */
  PingDeadline(boolean strict) {
    // As if one had come with the connection.
    this.pinged = strict;
  }

  /** The client sent a ping; its time begins anew when it is looked at next. */
  void pinged() {
    pinged = true;
  }

  /** Whether the time is over. To be called oftener than it can be. */
  boolean passed(long nowNanos) {
    if (pinged) {
      pinged = false;
      watched = true;
      since = nowNanos;
    }
    return watched && nowNanos - since > SILENCE_MAX.toNanos();
  }
}
