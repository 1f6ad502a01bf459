package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.devnet.Devnet;
import io.blockrelay.devnet.DevnetOptions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FragmentedUpstreamTest {
  /** Many servers cut messages of this size into frames; this one does so at 64 KB. */
  private static final int BLOCK_BYTES = 100_000;

  @Test
  void passesOnBlocksThatComeInSeveralFrames() {
    Vertx vertx = Vertx.vertx();
    DevnetOptions options =
        DevnetOptions.defaults()
            .at("127.0.0.1", 0)
            .withTimes(System.currentTimeMillis(), Duration.ofMillis(50))
            .withBlockBytes(BLOCK_BYTES);
    Devnet devnet = Await.get(Devnet.start(vertx, options));
    TestRelay relay = TestRelay.start(List.of("ws://127.0.0.1:" + devnet.port() + "/ws/blocks"));
    FeedClient client = FeedClient.connect(FeedClient.connector(vertx), relay.port(), "/ws/blocks");

    Await.until("blocks are passed on", () -> client.messages().size() >= 5);

    assertThat(client.messages())
        .allSatisfy(message -> assertThat(message).hasSizeGreaterThan(2 * BLOCK_BYTES));
    List<Long> numbers = client.numbers();
    for (int i = 1; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1);
    }
    relay.stop();
    Await.get(vertx.close());
  }

  @Test
  void doesNotMistakeAPingForAPartOfAMessage() {
    Vertx vertx = Vertx.vertx();
    FakeFeed feed = FakeFeed.start(vertx);
    TestRelay relay = TestRelay.start(List.of(feed.url()));
    FeedClient client = FeedClient.connect(FeedClient.connector(vertx), relay.port(), "/ws/blocks");
    String block =
        "{\"type\":\"new_block\",\"block\":"
            + "{\"number\":1,\"hash\":\"0xa1\",\"parentHash\":\"0xa0\"}}";

    feed.announceAroundAPing(block);

    Await.until("the block is passed on", () -> !client.messages().isEmpty());
    assertThat(client.messages()).containsExactly(block);
    relay.stop();
    Await.get(vertx.close());
  }
}
