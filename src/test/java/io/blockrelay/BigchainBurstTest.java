package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A block of a thousand transactions, for clients of all streams. */
class BigchainBurstTest {
  private static final int TRANSACTIONS = 1_000;
  private static final int CLIENTS_OF_EACH = 100;

  private final Vertx vertx = Vertx.vertx();

  @Test
  void everyClientGetsTheWholeBlockInOrder() throws IOException {
    FakeBigchainNode node = FakeBigchainNode.start(vertx, BigchainShape.BIGCHAINDB_2);
    TestRelay relay = TestRelay.bigchain(List.of(node.url()));
    try {
      WebSocketClient connector = FeedClient.connector(vertx);
      List<FeedClient> validTx = connect(connector, relay, "/api/v1/streams/valid_tx");
      List<FeedClient> validTransactions =
          connect(connector, relay, "/bdb/api/v1/streams/valid_transactions");
      Await.until("the relay is attached", () -> node.attached() == 1);

      node.announce(1, TRANSACTIONS);
      // What comes twice comes before the next block.
      node.announce(2, 1);

      assertTold(validTx, "{\"txid\":\"%1$s\",\"assetid\":\"%2$s\",\"blockid\":\"%3$d\"}");
      assertTold(
          validTransactions, "{\"height\":%3$d,\"asset_id\":\"%2$s\",\"transaction_id\":\"%1$s\"}");
    } finally {
      relay.stop();
      node.stop();
      Await.get(vertx.close());
    }
  }

  private static List<FeedClient> connect(WebSocketClient connector, TestRelay relay, String path) {
    List<FeedClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS_OF_EACH; i++) {
      clients.add(FeedClient.connect(connector, relay.port(), path));
    }
    return clients;
  }

  private static void assertTold(List<FeedClient> clients, String message) {
    List<String> expected =
        Stream.concat(
                IntStream.range(0, TRANSACTIONS).mapToObj(i -> message(message, 1, i)),
                Stream.of(message(message, 2, 0)))
            .toList();
    for (FeedClient client : clients) {
      Await.until("all of it", () -> client.messages().size() >= expected.size());
      assertThat(client.messages()).isEqualTo(expected);
    }
  }

  private static String message(String message, long height, int index) {
    return message.formatted(
        BigchainShape.txid(height, index), BigchainShape.assetid(height, index), height);
  }
}
