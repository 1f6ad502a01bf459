package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PingFloodTest {
  private static final long MEMORY_MAX = 32 << 20;

  /** So many pings that the answers to all of them would be far more. */
  private static final int BATCHES = 800;

  private static final int BATCH = 1_000;

  @Test
  void keepsNoPongsForAClientThatDoesNotReadThem() throws IOException {
    try (Neighbourhood relay = new Neighbourhood();
        RawClient flood = RawClient.open(relay.port(), 4_096)) {
      byte[] pings = pings();
      long before = DirectMemory.used() + heap();

      for (int i = 0; i < BATCHES; i++) {
        flood.trySend(pings);
      }
      relay.serves();

      assertThat(DirectMemory.used() + heap() - before).isLessThan(MEMORY_MAX);
      relay.isUntouched();
    }
  }

  private static byte[] pings() {
    byte[] ping = RawClient.masked(RawClient.FINAL | RawClient.PING, new byte[125]);
    byte[] pings = new byte[BATCH * ping.length];
    for (int i = 0; i < BATCH; i++) {
      System.arraycopy(ping, 0, pings, i * ping.length, ping.length);
    }
    return pings;
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
