package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.devnet.Devnet;
import io.blockrelay.devnet.DevnetOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** BigchainDB's streams of chains that are none. */
class AnyChainTransactionsTest {
  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final List<TestRelay> relays = new ArrayList<>();
  private int port;

  @AfterEach
  void stop() {
    relays.forEach(TestRelay::stop);
    Await.get(vertx.close());
  }

  @Test
  void areThoseOfAnEthereumChain() throws IOException {
    FakeEthNode node = FakeEthNode.start(vertx);
    start(TestRelay.ethereum(List.of(node.url())));
    EthBlock first = EthBlock.of("1a", "0a", "1:a>b", "2:b>a");
    EthBlock second = EthBlock.of("2a", "1a", "3:a>b");
    node.announce(first);
    FeedClient transactions = stream("/eth/api/v1/streams/valid_tx?from=1");
    FeedClient whole = stream("/eth/api/v1/streams/valid_blocks?from=1");
    Await.until("the first block is told", () -> transactions.messages().size() == 2);
    node.announce(second);

    gets(transactions, List.of(message(first, 0), message(first, 1), message(second, 0)));
    gets(
        whole,
        List.of(
            "{\"height\":1,\"hash\":\"%s\",\"transaction_ids\":[\"%s\",\"%s\"]}"
                .formatted(first.hash(), hash(first, 0), hash(first, 1)),
            "{\"height\":2,\"hash\":\"%s\",\"transaction_ids\":[\"%s\"]}"
                .formatted(second.hash(), hash(second, 0))));
  }

  @Test
  void areThoseOfACometChain() throws IOException {
    FakeCometNode node = FakeCometNode.start(vertx);
    start(TestRelay.cometbft(List.of(node.url())));
    node.announce(CometBlock.read("1 a.b=1 a.b=2"));
    FeedClient transactions = stream("/api/v1/streams/valid_transactions?from=1");
    Await.until("the first block is told", () -> transactions.messages().size() == 2);
    node.announce(CometBlock.read("2 a.b=3"));

    gets(
        transactions,
        List.of(
            released(1, CometBlock.txHash(1, 0)),
            released(1, CometBlock.txHash(1, 1)),
            released(2, CometBlock.txHash(2, 0))));
  }

  @Test
  void areThoseOfABasaltChain() throws Exception {
    Devnet devnet = Await.get(Devnet.start(vertx, DevnetOptions.defaults().at("127.0.0.1", 0)));
    start(TestRelay.start(List.of("ws://127.0.0.1:" + devnet.port() + "/ws/blocks")));
    FeedClient whole = stream("/basalt/api/v1/streams/valid_blocks");
    Await.until("a block is told", () -> !whole.messages().isEmpty());
    JsonObject block = new JsonObject(whole.messages().get(0));

    URI told =
        URI.create(
            "http://127.0.0.1:%d/v1/blocks/%d/transactions"
                .formatted(devnet.port(), block.getLong("height")));
    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(told).build(), BodyHandlers.ofString())
            .body();
    List<String> hashes =
        new JsonArray(body)
            .stream().map(transaction -> ((JsonObject) transaction).getString("hash")).toList();
    assertThat(block.getJsonArray("transaction_ids")).isEqualTo(new JsonArray(hashes));
    FeedClient each = stream("/basalt/api/v1/streams/valid_tx?from=" + block.getLong("height"));
    Await.until("they are told", () -> each.messages().size() >= hashes.size());
    assertThat(each.messages().subList(0, hashes.size()))
        .extracting(message -> new JsonObject(message).getString("txid"))
        .isEqualTo(hashes);
  }

  private void start(TestRelay started) {
    relays.add(started);
    port = started.port();
  }

  private FeedClient stream(String uri) {
    return FeedClient.connectLater(connector, port, uri);
  }

  private static void gets(FeedClient client, List<String> messages) {
    Await.until("all have come", () -> client.messages().size() >= messages.size());
    assertThat(client.messages()).isEqualTo(messages);
  }

  private static String message(EthBlock block, int index) {
    return "{\"txid\":\"%s\",\"assetid\":\"%s\",\"blockid\":\"%s\"}"
        .formatted(hash(block, index), hash(block, index), block.hash());
  }

  private static String hash(EthBlock block, int index) {
    return block.transactions().get(index).hash();
  }

  private static String released(long height, String txid) {
    return "{\"height\":%d,\"asset_id\":\"%s\",\"transaction_id\":\"%s\"}"
        .formatted(height, txid, txid);
  }
}
