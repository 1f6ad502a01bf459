package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions to an Ethereum chain over HTTP. */
class PostTest {
  private static final int CONNECTIONS = 3;
  private static final int BODY_MAX = 10_000;
  private static final String WAITING = call("eth_getBalance");

  private static final Vertx VERTX = Vertx.vertx();
  private static final FakeEthNode NODE = FakeEthNode.start(VERTX);
  private static final LoggedFailures FAILURES = LoggedFailures.collect();

  /** Of each test its own, for a place may be given back only after the answer. */
  private final TestRelay relay =
      TestRelay.start(
          List.of(),
          "chains={eth: {protocol: ethereum, upstreams: [{url: \"%s\"}]}}".formatted(NODE.url()),
          "edge.connections=" + CONNECTIONS,
          "edge.handshakeTimeout=3s",
          "edge.inboundBytesMax=" + BODY_MAX);

  @BeforeAll
  static void knowsSomePrices() {
    NODE.answer("eth_gasPrice", "\"0x7\"");
    NODE.answer("eth_maxPriorityFeePerGas", "\"0x1\"");
    NODE.answer("eth_getBalance", "\"0x0\"");
  }

  @AfterEach
  void isNoFailureOfTheRelay() {
    relay.stop();
    assertThat(FAILURES.traces()).isEmpty();
  }

  @AfterAll
  static void close() {
    FAILURES.close();
    Await.get(VERTX.close());
  }

  @Test
  void answersWithWhatANodeSays() {
    assertThat(post("/eth", call("eth_gasPrice")))
        .isEqualTo("200 application/json {\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"0x7\"}");
  }

  @Test
  void asksTheNodeOnceForAllWhoAskTheSame() {
    List<Future<?>> crowd = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      crowd.add(ask("/", call("eth_maxPriorityFeePerGas")));
    }
    Await.get(Future.all(crowd));
    post("/eth", call("eth_maxPriorityFeePerGas"));

    assertThat(NODE.asked("eth_maxPriorityFeePerGas")).isEqualTo(1);
  }

  @Test
  void anEmptyAnswerIsAnAnswer() {
    assertThat(post("/eth", "")).isEqualTo("200 application/json ");
  }

  @Test
  void refusesTransactionsWhereTheOperatorDoes() {
    assertThat(post("/eth", call("eth_sendRawTransaction"))).contains("-32601");
  }

  @Test
  void plainHttpOtherwiseIsToldWhatIsRequired() throws IOException {
    assertThat(answerTo("GET /vipapi/websocket/node/eth/k HTTP/1.1\r\nHost: relay\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(answerTo("PUT /eth HTTP/1.1\r\nHost: relay\r\nContent-Length: 0\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void takesABodyUpToItsBound() {
    String padded = " ".repeat(BODY_MAX - call("eth_gasPrice").length()) + call("eth_gasPrice");

    assertThat(post("/eth", padded)).startsWith("200 ");
    assertThat(post("/eth", padded + " ")).startsWith("413 ");
  }

  @Test
  void refusesABodyThatTurnsOutTooLarge() throws IOException {
    String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";

    assertThat(
            answerTo(
                "POST /eth HTTP/1.1\r\nHost: relay\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + chunk.repeat(3)))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void refusesAtOnceABodyThatIsSaidToBeTooLarge() throws IOException {
    assertThat(
            answerTo(
                "POST /eth HTTP/1.1\r\nHost: relay\r\nExpect: 100-continue\r\nContent-Length: 10001\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void tellsWhoeverWaitsToGoOn() throws IOException {
    assertThat(
            answerTo(
                "POST /eth HTTP/1.1\r\nHost: relay\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n"))
        .startsWith("HTTP/1.1 100 ");
  }

  @Test
  void aBodyThatIsSlowIsGivenUp() throws IOException {
    assertThat(answerTo("POST /eth HTTP/1.1\r\nHost: relay\r\nContent-Length: 10\r\n\r\n{"))
        .startsWith("HTTP/1.1 408 ");
    hasAllItsPlaces();
  }

  @Test
  void keepsTheConnectionForTheNextRequestAndClosesItLater() throws IOException {
    try (RawClient client = RawClient.connect(relay.port())) {
      for (int i = 0; i < 3; i++) {
        client.send(RawClient.post("/eth", ""));
        assertThat(client.readHead())
            .startsWith("HTTP/1.1 200 ")
            .doesNotContainIgnoringCase("Connection: close");
      }

      Await.until("the idle connection is closed", client::ended);
    }
  }

  @Test
  void refusesMoreAtOnceThanTheBudgetHasAndGivesTheirPlacesBack() throws IOException {
    NODE.mute("eth_getBalance");
    List<RawClient> waiting = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      waiting.add(RawClient.connect(relay.port()));
      waiting.get(i).send(RawClient.post("/eth", WAITING));
    }
    Await.until("the budget is spent", () -> relay.placesTaken() == CONNECTIONS);
    assertThat(answerTo(RawClient.post("/eth", "")))
        .startsWith("HTTP/1.1 503 ")
        .containsIgnoringCase("Retry-After: 1");

    NODE.answerTheWaiting("eth_getBalance");
    for (RawClient client : waiting) {
      assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
    }
    hasAllItsPlaces();
  }

  @Test
  void takesThePlacesBackOfThoseWhoHangUp() throws IOException {
    for (int i = 0; i < 5 * CONNECTIONS; i++) {
      RawClient hasty = RawClient.connect(relay.port());
      hasty.send(
          i % 2 == 0
              ? RawClient.post("/eth", call("eth_gasPrice"))
              : "POST /eth HTTP/1.1\r\nHost: relay\r\nContent-Length: 10\r\n\r\n{");
      hasty.reset();
    }

    hasAllItsPlaces();
  }

  @Test
  void anAnswerForOneWhoHasHungUpIsNoFailure() throws IOException {
    try (RawClient hasty = RawClient.connect(relay.port())) {
      NODE.mute("eth_getBalance");
      long before = NODE.asked("eth_getBalance");
      hasty.send(RawClient.post("/eth", WAITING));
      Await.until("the node is asked", () -> NODE.asked("eth_getBalance") > before);
      hasty.reset();
    }
    NODE.answerTheWaiting("eth_getBalance");

    hasAllItsPlaces();
  }

  /** As many WebSockets as the budget has places are served. */
  private void hasAllItsPlaces() {
    Await.until(
        "all places can be had",
        () -> {
          List<RawClient> clients = new ArrayList<>();
          try {
            boolean served = true;
            for (int i = 0; i < CONNECTIONS; i++) {
              RawClient client = RawClient.open(relay.port(), 0, "/eth");
              clients.add(client);
              client.send(
                  RawClient.masked(
                      RawClient.FINAL | RawClient.TEXT,
                      call("eth_accounts").getBytes(StandardCharsets.UTF_8)));
              // Whoever is let in gets a reply, and the others their close.
              served &= client.nextFrame().opcode() == RawClient.TEXT;
            }
            return served;
          } catch (IOException refused) {
            return false;
          } finally {
            clients.forEach(RawClient::close);
          }
        });
  }

  private static String call(String method) {
    return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":[]}".formatted(method);
  }

  /** Status, content type and body of the answer. */
  private String post(String path, String body) {
    return Await.get(ask(path, body));
  }

  /** Over a new connection, for one that idles may be closed when it is used again. */
  private Future<String> ask(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + relay.port() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return Future.fromCompletionStage(
        HttpClient.newHttpClient()
            .sendAsync(request, HttpResponse.BodyHandlers.ofString())
            .thenApply(PostTest::text));
  }

  private static String text(HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    return answer.statusCode() + " " + type + " " + answer.body();
  }

  private String answerTo(String request) throws IOException {
    try (RawClient client = RawClient.connect(relay.port())) {
      client.send(request);
      return client.readHead();
    }
  }
}
