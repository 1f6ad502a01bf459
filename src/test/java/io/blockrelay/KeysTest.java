package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A relay that asks its clients for a key, of two chains. */
class KeysTest {
  private static final String WEB_SOCKET =
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13";

  private static final Vertx VERTX = Vertx.vertx();
  private static final FakeFeed FEED = FakeFeed.start(VERTX);
  private static final FakeEthNode NODE = FakeEthNode.start(VERTX);
  private static final TestRelay RELAY =
      TestRelay.start(
          List.of(),
          "chains={basalt: {protocol: basalt, upstreams: [{url: \"%s\"}]}, eth: {protocol: ethereum, upstreams: [{url: \"%s\"}]}}"
              .formatted(FEED.url(), NODE.url()),
          "edge.keys=[right-1, right_2]");

  @AfterAll
  static void close() {
    RELAY.stop();
    Await.get(FEED.stop());
    Await.get(NODE.stop());
    Await.get(VERTX.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ws/blocks",
        "/ws/blocks?apikey=wrong",
        "/ws/blocks?apikey=",
        "/ws/blocks?apikey=%zz",
        "/ws/blocks?apikey=right-",
        "/ws/blocks?apikey=right-1,right_2",
        "/",
        "/eth",
        "/vipapi/websocket/node/eth/wrong"
      })
  void turnsAwayBeforeTheHandshakeWhoeverHasNone(String uri) throws IOException {
    String head = answerTo(RawClient.request(uri, WEB_SOCKET));

    assertThat(head).startsWith("HTTP/1.1 401 ").containsIgnoringCase("WWW-Authenticate: Bearer");
    assertThat(head).doesNotContain("wrong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ws/blocks?apikey=right-1",
        "/ws/blocks?apikey=right_2",
        "/?apikey=right-1",
        "/eth?apikey=right-1",
        "/vipapi/websocket/node/eth/right-1",
        "/vipapi/websocket/node/ETH/right-1"
      })
  void letsInWhoeverHasOneInTheAddress(String uri) throws IOException {
    assertThat(answerTo(RawClient.request(uri, WEB_SOCKET))).startsWith("HTTP/1.1 101 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer right-1", "bearer  right_2"})
  void letsInWhoeverBearsOne(String authorization) throws IOException {
    String request = RawClient.request("/ws/blocks", WEB_SOCKET, "Authorization: " + authorization);

    assertThat(answerTo(request)).startsWith("HTTP/1.1 101 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer wrong", "Basic right-1", "right-1"})
  void turnsAwayWhoeverBearsAnother(String authorization) throws IOException {
    String request = RawClient.request("/ws/blocks", WEB_SOCKET, "Authorization: " + authorization);

    assertThat(answerTo(request)).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void asksAPostForAKeyToo() throws IOException {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_accounts\"}";

    assertThat(answerTo(RawClient.post("/eth", body))).startsWith("HTTP/1.1 401 ");
    assertThat(answerTo(RawClient.post("/eth?apikey=right-1", body))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void asksPlainHttpForAKeyFirst() throws IOException {
    assertThat(answerTo("GET /eth HTTP/1.1\r\nHost: relay\r\n\r\n")).startsWith("HTTP/1.1 401 ");
    assertThat(answerTo("GET /eth?apikey=right-1 HTTP/1.1\r\nHost: relay\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  private static String answerTo(String request) throws IOException {
    try (RawClient client = RawClient.connect(RELAY.port())) {
      client.send(request);
      return client.readHead();
    }
  }
}
