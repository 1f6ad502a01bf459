package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred thousand subscriptions to logs, no two the same, on one node with a heap of 256 MB:
 * each client gets its own logs and nobody else's.
 */
class ManySubscriptionsIT {
  private static final int CLIENTS = 100;
  private static final int BATCHES = 10;
  private static final int OF_A_BATCH = 100;

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final FakeEthNode node = FakeEthNode.start(vertx);
  private final List<FeedClient> clients = new ArrayList<>();

  @AfterEach
  void end() {
    Await.get(vertx.close());
  }

  @Test
  void fitIntoASmallHeap(@TempDir Path folder) throws IOException {
    Path config = folder.resolve("relay.yaml");
    Files.writeString(
        config, "chains: {eth: {protocol: ethereum, upstreams: [{url: " + node.url() + "}]}}");
    node.announce(EthBlock.of("1a", "0a"));
    String[] arguments = {"start", "--port", "0", "--config", config.toString()};
    try (RelayProcess relay = RelayProcess.launch("many-subscriptions", arguments)) {
      relay.awaitStarted();
      Await.until("it is ready", relay::ready);
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(subscriber(relay.port(), i));
      }
      FeedClient wanting = FeedClient.connect(connector, relay.port(), "/");
      send(wanting, subscribe(0, EthBlock.address("b")));
      Await.until("it is subscribed", () -> wanting.messages().size() == 1);

      node.announce(EthBlock.of("2a", "1a", "1:a>b[b]"));
      Await.until("it has its log", () -> wanting.messages().size() == 2);

      // Theirs would have gone before the next answer.
      for (FeedClient client : clients) {
        send(client, subscribe(0, EthBlock.address("c")));
        Await.until("an answer comes", () -> client.messages().size() > BATCHES);
        assertThat(client.messages().get(BATCHES)).contains("\"result\"").doesNotContain("params");
      }
    }
  }

  private FeedClient subscriber(int port, int number) {
    FeedClient client = FeedClient.connect(connector, port, "/");
    for (int batch = 0; batch < BATCHES; batch++) {
      int first = (number * BATCHES + batch) * OF_A_BATCH;
      send(
          client,
          IntStream.range(first, first + OF_A_BATCH)
              .mapToObj(i -> subscribe(i, "0x%040x".formatted(i)))
              .collect(Collectors.joining(",", "[", "]")));
    }
    Await.until("all are answered", () -> client.messages().size() == BATCHES);
    assertThat(client.messages()).noneMatch(answer -> answer.contains("error"));
    return client;
  }

  private static void send(FeedClient client, String message) {
    Await.get(client.socket().writeTextMessage(message));
  }

  private static String subscribe(int id, String address) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"eth_subscribe\",\"params\":[\"logs\",{\"address\":\"%s\"}]}"
        .formatted(id, address);
  }
}
