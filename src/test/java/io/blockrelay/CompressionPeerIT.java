package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.peers.JsClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Node's ws asks, and reads what it gets, with compression as without. */
class CompressionPeerIT {
  private static final String SUBSCRIBE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscribe\",\"params\":[\"tm.event='Tx'\"]}";

  @ParameterizedTest
  @ValueSource(strings = {"permessage-deflate", ""})
  void getsEveryTransaction(String extension) throws IOException {
    Vertx vertx = Vertx.vertx();
    FakeCometNode node = FakeCometNode.start(vertx);
    TestRelay relay = TestRelay.cometbft(List.of(node.url()), "edge.compression=true");
    String url = "ws://127.0.0.1:" + relay.port() + "/websocket";
    try (JsClient client = JsClient.start("ws", url, SUBSCRIBE, extension)) {
      for (int height = 1; height <= 20; height++) {
        CometBlock block = CometBlock.read(height + " transfer.to=" + "al".repeat(height * height));
        node.announce(block);
        String body = block.body("Tx", 0) + "}}";
        client.await("transaction " + height, line -> line.path("message").asText().endsWith(body));
      }

      assertThat(client.values("extensions"))
          .extracting(JsonNode::asText)
          .containsExactly(extension);
      // The answer comes before them.
      assertThat(client.values("message")).hasSize(1 + 20);
    } finally {
      relay.stop();
      Await.get(node.stop());
      Await.get(vertx.close());
    }
  }
}
