package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A block of thousands of transactions, of which a node's own clients lose their subscriptions. */
class CometBurstTest {
  private static final int TRANSACTIONS = 2_000;
  private static final int CLIENTS = 100;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();

  @Test
  void tellsEachClientWhatItsQueryMatchesInOrder() throws IOException {
    FakeCometNode node = FakeCometNode.start(vertx);
    TestRelay relay = TestRelay.cometbft(List.of(node.url()));
    try {
      WebSocketClient connector = FeedClient.connector(vertx);
      List<Reader> readers = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        readers.add(Reader.subscribe(FeedClient.connect(connector, relay.port(), "/websocket"), i));
      }
      CometBlock burst =
          CometBlock.read(
              "1 "
                  + IntStream.range(0, TRANSACTIONS)
                      .mapToObj(CometBurstTest::transaction)
                      .collect(Collectors.joining(" ")));
      Map<String, Object> indices = new HashMap<>();
      for (int i = 0; i < TRANSACTIONS; i++) {
        indices.put(burst.body("Tx", i) + "}}", i);
      }

      node.announce(burst);

      Await.until("everybody has all", LIMIT, () -> readers.stream().allMatch(Reader::hasAll));
      // What comes twice comes before the next block.
      node.announce(CometBlock.read("2 transfer.end=1"));
      Await.until("the next block", () -> readers.stream().allMatch(Reader::hasTheNext));
      readers.forEach(reader -> reader.assertTold(indices));
    } finally {
      relay.stop();
      Await.get(node.stop());
      Await.get(vertx.close());
    }
  }

  private static String transaction(int index) {
    return "transfer.amount=%d,transfer.to=u%02d".formatted(index, index % CLIENTS);
  }

  private record Reader(FeedClient client, String query, List<Object> expected) {
    /** Each with a query of its own. */
    static Reader subscribe(FeedClient client, int number) {
      Map.Entry<String, IntPredicate> wanted = wanted(number);
      String query = wanted.getKey() + " AND tm.event='Tx'";
      subscribe(client, 1, query);
      subscribe(client, 2, "transfer.end = 1");
      List<Object> expected =
          IntStream.range(0, TRANSACTIONS)
              .filter(wanted.getValue())
              .<Object>mapToObj(i -> i)
              .toList();
      return new Reader(client, query, expected);
    }

    boolean hasAll() {
      return client.messages().size() >= 2 + expected.size();
    }

    boolean hasTheNext() {
      return client.messages().size() > 2 + expected.size();
    }

    void assertTold(Map<String, Object> indices) {
      String written = query.replace("<", "\\u003c").replace(">", "\\u003e");
      String head = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"query\":\"" + written + "\",";
      List<String> told = client.messages();
      assertThat(told.subList(2, told.size() - 1))
          .as(query)
          .extracting(message -> indices.getOrDefault(message.substring(head.length()), message))
          .isEqualTo(expected);
      assertThat(told.subList(2, told.size() - 1)).as(query).allMatch(m -> m.startsWith(head));
    }

    private static void subscribe(FeedClient client, int id, String query) {
      JsonObject request = new JsonObject().put("jsonrpc", "2.0").put("id", id);
      request.put("method", "subscribe").put("params", new JsonArray().add(query));
      client.socket().writeTextMessage(request.encode());
      Await.until("subscribed to " + query, () -> client.messages().size() == id);
    }

    private static Map.Entry<String, IntPredicate> wanted(int number) {
      String user = "u%02d".formatted(number);
      return switch (number % 5) {
        case 0 -> Map.entry("transfer.to='" + user + "'", i -> i % CLIENTS == number);
        case 1 -> Map.entry("transfer.amount >= " + number, i -> i >= number);
        case 2 ->
            Map.entry(
                "transfer.to CONTAINS '%d' AND transfer.amount < %d".formatted(number % 10, 1_000),
                i ->
                    transaction(i).replaceAll(".*to=", "").contains("" + number % 10) && i < 1_000);
        case 3 -> Map.entry("transfer EXISTS AND tx.height = 1", i -> true);
        default -> Map.entry("transfer.amount = " + number * 7, i -> i == number * 7);
      };
    }
  }
}
