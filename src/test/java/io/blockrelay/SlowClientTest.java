package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What one client does not take costs the relay little, and the other clients nothing. */
class SlowClientTest {
  private static final int BLOCK_BYTES = 100_000;
  private static final int BLOCK_MS = 50;
  private static final int RECEIVE_BYTES = 8_192;

  /** What waits for a client in five seconds at this pace is 10 MB. */
  private static final long MEMORY_MAX = 64 << 20;

  @Test
  void cutsAClientThatDoesNotReadAndDelaysNobodyForIt() throws IOException {
    try (Neighbourhood relay = new Neighbourhood("edge.connections=2");
        RawClient slow = RawClient.open(relay.port(), RECEIVE_BYTES)) {
      long memoryBefore = DirectMemory.used();
      AtomicLong memoryMost = new AtomicLong();
      Delays delays = new Delays(relay);
      long began = System.nanoTime();
      long timer =
          relay
              .vertx()
              .setPeriodic(
                  BLOCK_MS,
                  due -> {
                    delays.announce();
                    memoryMost.accumulateAndGet(DirectMemory.used(), Math::max);
                  });

      Await.until("another client has its place", () -> getsIn(relay.port()));

      long tookMs = (System.nanoTime() - began) / 1_000_000;
      relay.vertx().cancelTimer(timer);
      assertThat(tookMs).isBetween(4_500L, 15_000L);
      assertThat(memoryMost.get() - memoryBefore).isLessThan(MEMORY_MAX);
      relay.isUntouched();
      assertThat(delays.longestMs()).isLessThan(1_500);
      Await.until("the slow client finds itself cut", slow::ended);
    }
  }

  @Test
  void cutsAClientThatIsClosedAndSaysGoodByeAndDoesNotRead() throws IOException {
    try (Neighbourhood relay =
            new Neighbourhood("edge.connections=2", "edge.limits.messagesPerSecond=1");
        RawClient slow = RawClient.open(relay.port(), RECEIVE_BYTES)) {
      for (int i = 0; i < 100; i++) {
        relay.announce(BLOCK_BYTES);
      }
      relay.serves();
      byte[] message = RawClient.masked(RawClient.FINAL | RawClient.TEXT, new byte[10]);
      for (int i = 0; i < 20; i++) {
        slow.trySend(message);
      }
      slow.trySend(RawClient.masked(RawClient.FINAL | RawClient.CLOSE, new byte[] {3, (byte) 232}));

      long timer = relay.vertx().setPeriodic(BLOCK_MS, due -> relay.announce(0));
      Await.until("another client has its place", () -> getsIn(relay.port()));
      relay.vertx().cancelTimer(timer);
      relay.isUntouched();
    }
  }

  @Test
  void keepsAClientThatReadsSlowlyButSteadily() throws IOException {
    try (Neighbourhood relay = new Neighbourhood();
        RawClient slow = RawClient.open(relay.port(), 8 * RECEIVE_BYTES)) {
      // Behind from the start, and only a little faster than what is added.
      for (int i = 0; i < 50; i++) {
        relay.announce(BLOCK_BYTES);
      }
      long timer = relay.vertx().setPeriodic(BLOCK_MS, due -> relay.announce(BLOCK_BYTES));
      for (int number = 2; number < 200; number++) {
        assertThat(slow.nextFrame(number).payload().toString())
            .contains(TestChain.hash(number) + '"');
        LockSupport.parkNanos(Duration.ofMillis(BLOCK_MS * 3 / 5).toNanos());
      }
      relay.vertx().cancelTimer(timer);
      relay.isUntouched();
    }
  }

  @Test
  void keepsAClientThatResumesOverASlowLine() throws IOException {
    try (Neighbourhood relay = new Neighbourhood()) {
      for (int i = 0; i < 60; i++) {
        relay.announce(5 * BLOCK_BYTES);
      }
      relay.serves();
      try (RawClient slow = RawClient.open(relay.port(), 8 * RECEIVE_BYTES, "/ws/blocks?from=1")) {
        // All of it takes more than five seconds, and each block much less.
        for (int number = 1; number <= 50; number++) {
          assertThat(slow.nextFrame().payload().toString()).contains(TestChain.hash(number) + '"');
          LockSupport.parkNanos(Duration.ofMillis(180).toNanos());
        }
      }
    }
  }

  private static boolean getsIn(int port) {
    try (RawClient client = RawClient.open(port)) {
      // Whoever is let in gets the next block, and the others get their close.
      return client.nextFrame().opcode() == RawClient.TEXT;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** How long each block took from the upstream to the neighbour. */
  private static final class Delays {
    private final Neighbourhood relay;
    private final Map<Long, Long> announcedAt = new ConcurrentHashMap<>();
    private final AtomicLong longest = new AtomicLong();

    Delays(Neighbourhood relay) {
      this.relay = relay;
      relay
          .neighbour()
          .socket()
          .textMessageHandler(
              message -> {
                relay.neighbour().messages().add(message);
                Long since = announcedAt.get((long) relay.neighbour().messages().size());
                if (since != null) {
                  longest.accumulateAndGet(System.nanoTime() - since, Math::max);
                }
              });
    }

    void announce() {
      // Before the block is on its way.
      announcedAt.put(relay.announced() + 1, System.nanoTime());
      relay.announce(BLOCK_BYTES);
    }

    long longestMs() {
      return longest.get() / 1_000_000;
    }
  }
}
