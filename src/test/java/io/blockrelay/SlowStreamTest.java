package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What one client of an event stream does not take costs the relay little, and nobody else. */
class SlowStreamTest {
  private static final int BLOCK_BYTES = 100_000;
  private static final int BLOCK_MS = 50;
  private static final int RECEIVE_BYTES = 8_192;

  /** What waits for a client in five seconds at this pace is 10 MB. */
  private static final long MEMORY_MAX = 64 << 20;

  @Test
  void cutsAClientThatDoesNotReadAndDelaysNobodyForIt() throws IOException {
    try (Neighbourhood relay = new Neighbourhood("edge.connections=3");
        EventClient neighbour = EventClient.get(relay.port(), "/sse/blocks?from=1", null);
        RawClient slow = RawClient.stream(relay.port(), RECEIVE_BYTES, "/sse/blocks")) {
      long memoryBefore = DirectMemory.used();
      AtomicLong memoryMost = new AtomicLong();
      long began = System.nanoTime();
      long timer =
          relay
              .vertx()
              .setPeriodic(
                  BLOCK_MS,
                  due -> {
                    relay.announce(BLOCK_BYTES);
                    memoryMost.accumulateAndGet(DirectMemory.used(), Math::max);
                  });

      Await.until("another client has its place", () -> isLetIn(relay.port()));

      long tookMs = (System.nanoTime() - began) / 1_000_000;
      relay.vertx().cancelTimer(timer);
      assertThat(tookMs).isBetween(4_500L, 15_000L);
      assertThat(memoryMost.get() - memoryBefore).isLessThan(MEMORY_MAX);
      relay.isUntouched();
      List<String> all =
          LongStream.rangeClosed(1, relay.announced()).mapToObj(TestChain::hash).toList();
      assertThat(neighbour.idsOf(all.size())).isEqualTo(all);
      Await.until("the slow client finds itself cut", slow::ended);
    }
  }

  @Test
  void cutsASilentClientOnceItHasNoRoomForKeepAlives() throws IOException {
    try (Neighbourhood relay = new Neighbourhood("edge.connections=2", "edge.pingInterval=2s");
        RawClient slow = RawClient.stream(relay.port(), RECEIVE_BYTES, "/sse/blocks")) {
      // One that does not fit, and nothing after it.
      relay.announce(8 << 20);

      Await.until("another client has its place", () -> isLetIn(relay.port()));
      relay.isUntouched();
      Await.until("the slow client finds itself cut", slow::ended);
    }
  }

  private static boolean isLetIn(int port) {
    try (EventClient client = EventClient.get(port, "/sse/blocks", null)) {
      return client.status() == 200;
    }
  }
}
