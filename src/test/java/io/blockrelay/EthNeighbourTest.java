package io.blockrelay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one Ethereum client does, and another does not notice. */
class EthNeighbourTest {
  private static final int PLACES = 30;
  private static final int RECEIVE_BYTES = 4 * 1024;
  private static final int QUEUED_MAX = 10_000;
  private static final int MESSAGES = 5_000;
  private static final String ALPHABET = "{}[]\",:0x1ae\\n u";

  /** What the mutations begin with. */
  private static final List<String> REQUESTS =
      List.of(
          call("eth_subscribe", "[\"newHeads\"]"),
          call(
              "eth_subscribe",
              "[\"logs\",{\"address\":[\"%s\"],\"topics\":[null,[\"%s\"]]}]"
                  .formatted(EthBlock.address("a"), EthBlock.topic("1"))),
          call("eth_subscribe", "[\"newHeads\",{\"fromBlock\":\"0x1\"}]"),
          call(
              "eth_subscribe",
              "[\"alchemy_minedTransactions\",{\"addresses\":[{\"to\":\"0x1\"}]}]"),
          call("eth_unsubscribe", "[\"0x1234\"]"),
          call("eth_getBlockByNumber", "[\"0x1\",false]"),
          call("eth_chainId", "[]"),
          "[" + call("eth_accounts", "[]") + "," + call("net_version", "[]") + "]",
          "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"eth_chainId\"}",
          "[]");

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final FakeEthNode node = FakeEthNode.start(vertx);
  private final Random random = new Random(11);
  private TestRelay relay;
  private FeedClient neighbour;
  private int pending;

  @BeforeEach
  void subscribeTheNeighbour() throws IOException {
    relay = TestRelay.ethereum(List.of(node.url()), "edge.connections=" + PLACES);
    node.announce(EthBlock.of("1a", "0a"));
    neighbour = FeedClient.connect(connector, relay.port(), "/");
    String subscribe = call("eth_subscribe", "[\"newPendingTransactions\"]");
    Await.get(neighbour.socket().writeTextMessage(subscribe));
    Await.until("subscribed", () -> neighbour.messages().size() == 1);
  }

  @AfterEach
  void close() {
    relay.stop();
    Await.get(vertx.close());
  }

  @Test
  void doesNotNoticeAClientThatStopsReading() throws IOException {
    List<FeedClient> idle = new ArrayList<>();
    for (int place = 2; place < PLACES; place++) {
      idle.add(FeedClient.connect(connector, relay.port(), "/"));
    }
    try (RawClient slow = RawClient.open(relay.port(), RECEIVE_BYTES, "/")) {
      String subscribe = call("eth_subscribe", "[\"newPendingTransactions\"]");
      slow.send(RawClient.masked(RawClient.FINAL | RawClient.TEXT, subscribe.getBytes(US_ASCII)));
      assertThat(slow.nextFrame().payload().toString()).contains("\"result\"");

      // Its place is taken by the next one as soon as it is cut.
      long longestMs = 0;
      while (!getsIn()) {
        longestMs = Math.max(longestMs, announcePendingTookMs(1_000));
      }

      assertThat(pending).isBetween(QUEUED_MAX, 20 * QUEUED_MAX);
      assertThat(longestMs).isLessThan(3_000);
      neighbourHasEverything();
      assertThat(idle).allMatch(client -> client.closed() == null);
      assertThat(slow.closeCode()).isIn(-1, 1013);
    }
  }

  @Test
  void doesNotNoticeAClientThatTalksNonsense() {
    try (LoggedFailures failures = LoggedFailures.collect()) {
      int said = 0;
      while (said < MESSAGES) {
        FeedClient client = FeedClient.connect(connector, relay.port(), "/");
        while (said++ < MESSAGES && client.closed() == null) {
          say(client, mutated());
          if (said % 100 == 0) {
            announcePendingTookMs(1);
          }
        }
        hasOnlyProperReplies(client);
        client.socket().close();
      }

      neighbourHasEverything();
      assertThat(failures.traces()).isEmpty();
    }
  }

  private static void hasOnlyProperReplies(FeedClient client) {
    for (String reply : client.messages()) {
      assertThat(reply).doesNotContain("Exception", "io.blockrelay", "java.");
      List<?> replies =
          reply.startsWith("[") ? new JsonArray(reply).getList() : List.of(new JsonObject(reply));
      for (Object each : replies) {
        JsonObject one = each instanceof JsonObject object ? object : new JsonObject(asMap(each));
        assertThat(one.getString("jsonrpc")).isEqualTo("2.0");
        assertThat(one.fieldNames()).containsAnyOf("result", "error", "method");
      }
    }
    String closed = client.closed();
    assertThat(closed == null || closed.equals("1007 Invalid JSON")).as(closed).isTrue();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asMap(Object object) {
    return (Map<String, Object>) object;
  }

  /** A request with up to three of its bytes changed, dropped or doubled. */
  private String mutated() {
    StringBuilder request = new StringBuilder(REQUESTS.get(random.nextInt(REQUESTS.size())));
    for (int i = random.nextInt(4); i > 0 && request.length() > 0; i--) {
      int at = random.nextInt(request.length());
      switch (random.nextInt(3)) {
        case 0 -> request.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        case 1 -> request.deleteCharAt(at);
        default -> request.insert(at, request.charAt(at));
      }
    }
    return request.toString();
  }

  private static void say(FeedClient client, String text) {
    try {
      client.socket().writeTextMessage(text);
    } catch (IllegalStateException closed) {
      // The relay has hung up a moment ago; the client sees it next.
    }
  }

  private boolean getsIn() {
    FeedClient third = FeedClient.connect(connector, relay.port(), "/");
    say(third, call("eth_accounts", "[]"));
    Await.until("let in or not", () -> third.closed() != null || !third.messages().isEmpty());
    boolean in = third.closed() == null;
    third.socket().close();
    return in;
  }

  /** How long the neighbour waited for the last of so many transactions. */
  private long announcePendingTookMs(int count) {
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      node.announcePending(EthBlock.Tx.read(++pending + ":a>b"));
    }
    int expected = pending;
    Await.until("told of all", () -> neighbour.messages().size() > expected);
    return (System.nanoTime() - began) / 1_000_000;
  }

  private void neighbourHasEverything() {
    announcePendingTookMs(1);
    List<String> messages = List.copyOf(neighbour.messages());
    assertThat(messages).hasSize(pending + 1);
    for (int i = 1; i <= pending; i++) {
      assertThat(messages.get(i)).contains(EthBlock.Tx.read(i + ":a>b").hash());
    }
  }

  private static String call(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
        .formatted(method, params);
  }
}
