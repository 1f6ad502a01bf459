package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes of every version that come and go behind a relay, 50 blocks with 0 to 3 transactions. */
class BigchainFailOverTest {
  private static final String[] QUICKLY = {
    "ingest.reconnectFirst=50ms", "ingest.reconnectMax=100ms"
  };

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);

  @AfterEach
  void close() {
    Await.get(vertx.close());
  }

  @ParameterizedTest
  @EnumSource
  void losesAndRepeatsNothingWhenTheNodeIsRestartedTwice(BigchainShape shape) throws IOException {
    FakeBigchainNode node = FakeBigchainNode.start(vertx, shape);
    TestRelay relay = TestRelay.bigchain(List.of(node.url()), QUICKLY);
    try {
      Await.until("attached", () -> node.attached() == 1);
      announce(node, 1, 1);
      FeedClient client = follow(relay);
      announce(node, 2, 14);

      // It goes away in the middle of what it has to say of a block, and has more when it is back.
      node.know(15, transactions(15));
      node.tell(15, 0, 1);
      node.stop();
      LongStream.rangeClosed(16, 20).forEach(height -> node.know(height, transactions(height)));
      node.startAgain();
      Await.until("told of what came meanwhile", () -> client.numbers().contains(20L));
      node.tell(15, 1, transactions(15));
      announce(node, 21, 35);

      node.stop();
      LongStream.rangeClosed(36, 38).forEach(height -> node.know(height, transactions(height)));
      node.startAgain();
      Await.until("attached again", () -> node.attached() == 1);
      announce(node, 39, 50);

      assertToldEverything(client);
    } finally {
      relay.stop();
    }
  }

  @ParameterizedTest
  @EnumSource
  void losesAndRepeatsNothingWhenOneNodeDiesAndTheOtherLags(BigchainShape shape)
      throws IOException {
    FakeBigchainNode first = FakeBigchainNode.start(vertx, shape);
    FakeBigchainNode second = FakeBigchainNode.start(vertx, shape);
    TestRelay relay = TestRelay.bigchain(List.of(first.url(), second.url()), QUICKLY);
    try {
      Await.until("both attached", () -> first.attached() == 1 && second.attached() == 1);
      announce(first, 1, 1);
      FeedClient client = follow(relay);
      announce(first, 2, 10);
      announce(second, 1, 8);
      announce(first, 11, 14);
      first.know(15, transactions(15));
      first.tell(15, 0, 2);
      first.stop();
      announce(second, 9, 30);
      LongStream.rangeClosed(16, 30).forEach(height -> first.know(height, transactions(height)));
      first.startAgain();
      Await.until("the first is back", () -> first.attached() == 1);
      announce(first, 31, 40);
      second.stop();
      announce(first, 41, 50);

      assertToldEverything(client);
    } finally {
      relay.stop();
    }
  }

  private FeedClient follow(TestRelay relay) {
    return FeedClient.connectLater(connector, relay.port(), "/bdb/ws/blocks?from=1");
  }

  private static void announce(FakeBigchainNode node, long from, long to) {
    LongStream.rangeClosed(from, to).forEach(height -> node.announce(height, transactions(height)));
  }

  /** None for some blocks in between. */
  private static int transactions(long height) {
    return (int) (height % 4);
  }

  private static void assertToldEverything(FeedClient client) {
    Await.until("the last block", () -> client.numbers().contains(50L));
    assertThat(client.numbers())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
    for (String message : client.messages()) {
      JsonObject block = new JsonObject(message).getJsonObject("block");
      assertThat(block.getInteger("transactionCount"))
          .isEqualTo(transactions(block.getLong("number")));
    }
  }
}
