package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a relay answers about a chain's blocks, and another relay that lives on it. */
class BigchainDocumentsTest {
  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final HttpClient http = HttpClient.newHttpClient();
  private final FakeBigchainNode node = FakeBigchainNode.start(vertx, BigchainShape.PLANETMINT);
  private TestRelay relay;

  @BeforeEach
  void start() throws IOException {
    relay = TestRelay.bigchain(List.of(node.url()));
    Await.until("attached", () -> node.attached() == 1);
  }

  @AfterEach
  void close() {
    relay.stop();
    Await.get(vertx.close());
  }

  @Test
  void passesTheNodesAnswersThrough() throws Exception {
    node.know(7, 2);
    String txid = BigchainShape.txid(7, 1);

    for (String chain : List.of("", "/bdb")) {
      assertThat(get(chain + "/api/v1/blocks/7").body()).isEqualTo(node.block(7));
      assertThat(get(chain + "/api/v1/blocks/latest").body()).isEqualTo(node.block(7));
      assertThat(get(chain + "/api/v1/transactions/" + txid).body()).contains(txid);
      assertThat(get(chain + "/api/v1/blocks/8").statusCode()).isEqualTo(404);
    }
    node.know(8, 1);
    assertThat(get("/api/v1/blocks/8").body()).isEqualTo(node.block(8));
  }

  @Test
  void anotherRelayHasItsBlocksFromHere() throws IOException {
    String viaRelay = ", http: \"http://127.0.0.1:%d/bdb\"".formatted(relay.port());
    TestRelay second = TestRelay.bigchain(List.of(node.url() + viaRelay));
    try {
      Await.until("both attached", () -> node.attached() == 2);
      node.announce(1, 1);
      FeedClient client = follow(second);
      LongStream.rangeClosed(2, 20).forEach(height -> node.announce(height, (int) (height % 3)));

      Await.until("the last block", () -> client.numbers().contains(20L));
      assertThat(client.numbers())
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    } finally {
      second.stop();
    }
  }

  @Test
  void countsGarbageAndGoesOn() {
    node.announce(1, 1);
    FeedClient client = follow(relay);
    for (int i = 0; i < 15; i++) {
      node.say("{\"height\":\"" + i);
    }
    node.announce(2, 1);

    Await.until("the last block", () -> client.numbers().contains(2L));
    assertThat(client.numbers()).containsExactly(1L, 2L);
    assertThat(node.attached()).isEqualTo(1);
  }

  private FeedClient follow(TestRelay followed) {
    return FeedClient.connectLater(connector, followed.port(), "/bdb/ws/blocks?from=1");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + relay.port() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
