package io.blockrelay.edge;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The TLS handshakes that are under way on this node: bounded in number, because each costs memory,
 * and may cost a signature, before the relay hears anything of who it is. Safe for any thread.
 */
final class TlsHandshakes {
  private final int max;
  private final Runnable refused;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param refused called when there are too many
   */
  TlsHandshakes(int max, Runnable refused) {
    this.max = max;
    this.refused = refused;
  }

  /** Counts one more, unless there are too many. */
  boolean begin() {
    if (underWay.incrementAndGet() <= max) {
      return true;
    }
    underWay.decrementAndGet();
    refused.run();
    return false;
  }

  void end() {
    underWay.decrementAndGet();
  }
}
