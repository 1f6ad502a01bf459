package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.edge.AccessKey;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys with bounds, origins, and limits, of a relay of two chains. */
class AccessTest {
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
          "edge.trustedProxies=[127.0.0.9]",
          "edge.origins=[\"https://app.example.com\", \"https://*.example.org\"]",
          "edge.limits={connectionsPerAddress: 6, connectionRatePerAddress: 20, messagesPerSecond: 5}",
          "edge.keys=[{hash: \"%s\"}, {key: for-eth, networks: [eth]}, {key: for-two, connections: 2}]"
              .formatted(AccessKey.of("hashed-1").hashed()));

  /** Each test comes from addresses of its own. */
  private static int addresses = 10;

  private static long announced;

  private final String address = "127.0.1." + addresses++;

  @AfterAll
  static void close() {
    RELAY.stop();
    Await.get(FEED.stop());
    Await.get(NODE.stop());
    Await.get(VERTX.close());
  }

  @ParameterizedTest
  @CsvSource({
    "/ws/blocks?apikey=hashed-1, 101",
    "/eth?apikey=hashed-1, 101",
    "/eth?apikey=for-eth, 101",
    "/vipapi/websocket/node/eth/for-eth, 101",
    "/ws/blocks?apikey=for-eth, 403",
    "/basalt/ws/blocks?apikey=for-eth, 403",
    "/ws/blocks?apikey=for-one, 401",
    "/ws/blocks?apikey=, 401"
  })
  void aKeyOpensItsNetworks(String uri, int status) throws IOException {
    assertThat(answerTo(RawClient.request(uri, WEB_SOCKET))).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void aHashIsNoKey() throws IOException {
    String hash = AccessKey.of("hashed-1").sha256();

    assertThat(answerTo(RawClient.request("/ws/blocks?apikey=" + hash, WEB_SOCKET)))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void aKeyHasItsOwnConnections() throws IOException {
    try (RawClient one = open("/ws/blocks?apikey=for-two");
        RawClient two = open("/eth?apikey=for-two")) {
      try (RawClient three = open("/ws/blocks?apikey=for-two")) {
        closes(three, 1008, "Too many connections with your key");
      }
      try (RawClient three = open("/eth?apikey=for-two")) {
        closes(three, 1013, "Too many connections with your key");
      }
      assertThat(answerTo("GET /sse/blocks?apikey=for-two HTTP/1.1\r\nHost: relay\r\n\r\n"))
          .startsWith("HTTP/1.1 429 ")
          .containsIgnoringCase("retry-after: 1");
      assertThat(answerTo(RawClient.post("/eth?apikey=for-two", "{}"))).startsWith("HTTP/1.1 429 ");
      two.reset();
      takesAnother("/ws/blocks?apikey=for-two");
      assertThat(one.ended()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, 101",
    "https://a.b.example.org, 101",
    "https://evil.example.com, 403",
    "null, 403"
  })
  void aPageMustBeOfAnOriginThatIsNamed(String origin, int status) throws IOException {
    String request =
        RawClient.request("/ws/blocks?apikey=hashed-1", "Origin: " + origin, WEB_SOCKET);

    assertThat(answerTo(request)).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void aStreamSaysWhichPageMayReadIt() throws IOException {
    String get = "GET /sse/blocks?apikey=hashed-1 HTTP/1.1\r\nHost: relay\r\n";

    assertThat(answerTo(get + "Origin: https://app.example.com\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("access-control-allow-origin: https://app.example.com\r\n")
        .containsIgnoringCase("vary: origin\r\n");
    assertThat(answerTo(get + "\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .doesNotContainIgnoringCase("access-control-allow-origin");
    assertThat(answerTo(get + "Origin: https://evil.com\r\n\r\n")).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void anAddressHasSoManyConnections() throws IOException {
    RawClient[] six = new RawClient[6];
    for (int i = 0; i < six.length; i++) {
      six[i] = open("/ws/blocks?apikey=hashed-1");
    }
    try (RawClient seventh = open("/ws/blocks?apikey=hashed-1");
        RawClient other = RawClient.from("127.0.2.1", RELAY.port())) {
      closes(seventh, 1008, "Too many connections from your address");
      other.send(RawClient.handshake("/ws/blocks?apikey=hashed-1"));
      assertThat(other.readHead()).startsWith("HTTP/1.1 101 ");
    }
    six[0].reset();
    takesAnother("/ws/blocks?apikey=hashed-1");
    for (RawClient client : six) {
      client.close();
    }
  }

  @Test
  void requestsThatAreRefusedTakeNoPlace() throws IOException {
    for (int i = 0; i < 12; i++) {
      assertThat(answerTo(RawClient.handshake("/ws/blocks?apikey=hashed-1&from=x")))
          .startsWith("HTTP/1.1 400 ");
    }
    for (int i = 0; i < 12; i++) {
      assertThat(answerTo(RawClient.post("/eth?apikey=hashed-1", "garbage")))
          .startsWith("HTTP/1.1 200 ");
    }
    takesAnother("/ws/blocks?apikey=hashed-1");
  }

  @Test
  void anAddressComesSoOften() throws IOException {
    long began = System.nanoTime();
    int came = 0;
    String answer = answerTo(RawClient.handshake("/no/such/path"));
    while (!answer.startsWith("HTTP/1.1 429 ")) {
      came++;
      double seconds = (System.nanoTime() - began) / 1e9;
      assertThat((double) came).isLessThanOrEqualTo(201 + 20 * seconds);
      answer = answerTo(RawClient.handshake("/no/such/path"));
    }
    assertThat(came).isGreaterThanOrEqualTo(200);
    assertThat(answer).containsIgnoringCase("retry-after: 1");
  }

  @Test
  void behindAProxyItIsTheClientThatCounts() throws IOException {
    String first = "X-Forwarded-For: 6.6.6.6, 192.0.2." + addresses;
    RawClient[] six = new RawClient[6];
    for (int i = 0; i < six.length; i++) {
      six[i] = throughProxy(first);
    }
    try (RawClient seventh = throughProxy(first);
        RawClient other = throughProxy("X-Forwarded-For: 198.51.100.1")) {
      closes(seventh, 1008, "Too many connections from your address");
      assertThat(other.ended()).isFalse();
    }
    for (RawClient client : six) {
      assertThat(client.ended()).isFalse();
      client.close();
    }
  }

  @Test
  void aClientSaysSoMuchAndNoMore() throws IOException {
    byte[] message = RawClient.masked(RawClient.FINAL | RawClient.TEXT, new byte[] {0x7b, 0x7d});
    try (RawClient client = open("/ws/blocks?apikey=hashed-1")) {
      for (int i = 0; i < 50; i++) {
        client.send(message);
      }
      assertThat(client.ended()).isFalse();
    }
    try (RawClient client = open("/ws/blocks?apikey=hashed-1")) {
      for (int i = 0; i < 200; i++) {
        client.trySend(message);
      }
      closes(client, 1008, "Too many messages");
    }
  }

  @Test
  void noLogRepeatsAKey() throws IOException {
    String key = "the-secret-of-somebody";
    try (LoggedLines log =
        LoggedLines.collectAll("ROOT", "io.vertx", "io.netty", "io.blockrelay")) {
      for (String uri :
          List.of(
              "/ws/blocks?apikey=" + key,
              "/nowhere?apikey=" + key,
              "/ws/blocks?apikey=" + key + "&from=x",
              "/ws/blocks?x=%zz&apikey=" + key,
              "/vipapi/websocket/node/eth/" + key,
              "/%zz/" + key,
              "//" + key + ":x/")) {
        answerTo(RawClient.handshake(uri));
        answerTo("GET " + uri + " HTTP/1.1\r\nHost: relay\r\n\r\n");
        answerTo(RawClient.request(uri, "Authorization: Bearer " + key, "Sec-WebSocket-Key: x"));
        answerTo("BAD " + uri + " HTTP/9\r\nAuthorization: Bearer " + key + "\r\n\r\n");
      }
      assertThat(log.with(key)).isEmpty();
    }
  }

  private RawClient open(String uri) throws IOException {
    RawClient client = RawClient.from(address, RELAY.port());
    client.send(RawClient.handshake(uri));
    assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
    return client;
  }

  private static RawClient throughProxy(String header) throws IOException {
    RawClient client = RawClient.from("127.0.0.9", RELAY.port());
    client.send(RawClient.request("/ws/blocks?apikey=hashed-1", header, WEB_SOCKET));
    assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
    return client;
  }

  /** Once those who have left are seen to have. */
  private void takesAnother(String uri) {
    Await.until(
        "there is a place",
        () -> {
          try (RawClient client = RawClient.from(address, RELAY.port())) {
            client.send(RawClient.handshake(uri));
            if (!client.readHead().startsWith("HTTP/1.1 101 ")) {
              return false;
            }
            FEED.announce(TestChain.message(++announced));
            // Whoever is let in gets the block, and the others get their close.
            return client.nextFrame().opcode() == RawClient.TEXT;
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static void closes(RawClient client, int code, String why) throws IOException {
    RawClient.Frame frame = client.nextFrame();
    assertThat(frame.opcode()).isEqualTo(RawClient.CLOSE);
    assertThat(frame.closeCode()).isEqualTo(code);
    assertThat(frame.payload().getString(2, frame.payload().length())).isEqualTo(why);
  }

  private String answerTo(String request) throws IOException {
    try (RawClient client = RawClient.from(address, RELAY.port())) {
      client.send(request);
      return client.readHead();
    }
  }
}
