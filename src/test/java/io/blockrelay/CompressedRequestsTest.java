package io.blockrelay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that ask, compressed, and whose messages begin with a head of their own. */
class CompressedRequestsTest {
  private static final int CLIENTS = 10;
  private static final int TRANSACTIONS = 50;
  private static final String UNKNOWN = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"nope\"}";

  private final Vertx vertx = Vertx.vertx();
  private final FakeCometNode node = FakeCometNode.start(vertx);
  private final TestRelay relay = TestRelay.cometbft(List.of(node.url()), "edge.compression=true");

  CompressedRequestsTest() throws IOException {}

  @AfterEach
  void close() {
    relay.stop();
    Await.get(node.stop());
    Await.get(vertx.close());
  }

  @Test
  void getTheSameAsOthersBehindTheirHeads() {
    List<WebSocketClient> connectors =
        List.of(FeedClient.connector(vertx), FeedClient.compressingConnector(vertx));
    List<FeedClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      FeedClient client = FeedClient.connect(connectors.get(i % 2), relay.port(), "/websocket");
      subscribe(client, i);
      clients.add(client);
    }
    CometBlock block =
        CometBlock.read(
            "1 "
                + IntStream.range(0, TRANSACTIONS)
                    .mapToObj(i -> "transfer.amount=" + i + ",transfer.to=" + "u".repeat(i * i))
                    .collect(Collectors.joining(" ")));
    node.announce(block);

    for (int i = 0; i < CLIENTS; i++) {
      FeedClient client = clients.get(i);
      Await.until("the block has come", () -> client.messages().size() == 1 + TRANSACTIONS);
      for (int tx = 0; tx < TRANSACTIONS; tx++) {
        assertThat(client.messages().get(1 + tx))
            .startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + i + ",")
            .endsWith(block.body("Tx", tx) + "}}");
      }
    }
  }

  @Test
  void areUnderstoodInOneFrameAndInSeveral() throws IOException {
    byte[] request = Compressed.deflate(UNKNOWN.getBytes(UTF_8));
    int first = RawClient.COMPRESSED | RawClient.TEXT;
    try (RawClient client = RawClient.connect(relay.port())) {
      client.send(RawClient.compressingHandshake("/websocket"));
      assertThat(client.readHead()).contains("permessage-deflate");

      client.send(RawClient.masked(RawClient.FINAL | RawClient.TEXT, UNKNOWN.getBytes(UTF_8)));
      String answer = client.nextFrame().text();
      assertThat(answer).contains("\"id\":7").contains("-32601");

      client.send(RawClient.masked(RawClient.FINAL | first, request));
      assertThat(client.nextFrame().text()).isEqualTo(answer);

      client.send(RawClient.masked(first, Arrays.copyOf(request, 5)));
      client.send(RawClient.masked(RawClient.FINAL | RawClient.PING, new byte[1]));
      client.send(RawClient.masked(0, new byte[0]));
      client.send(
          RawClient.masked(RawClient.FINAL, Arrays.copyOfRange(request, 5, request.length)));
      assertThat(client.nextFrame().opcode()).isEqualTo(RawClient.PONG);
      assertThat(client.nextFrame().text()).isEqualTo(answer);
    }
  }

  private static void subscribe(FeedClient client, int id) {
    JsonObject request = new JsonObject().put("jsonrpc", "2.0").put("id", id);
    request.put("method", "subscribe").put("params", new JsonArray().add("tm.event='Tx'"));
    client.socket().writeTextMessage(request.encode());
    Await.until("it is subscribed", () -> client.messages().size() == 1);
  }
}
