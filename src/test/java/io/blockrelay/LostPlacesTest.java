package io.blockrelay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever breaks off, wherever that is, leaves no place taken. */
@NullUnmarked
class LostPlacesTest {
  private static final int PLACES = 25;
  private static final int THREADS = 4;
  private static final byte[] GOOD_BYE =
      RawClient.masked(RawClient.FINAL | RawClient.CLOSE, new byte[] {3, (byte) 232});
  private static final String SOCKET = "/ws/blocks?apikey=right";
  private static final String STREAM = get("/sse/blocks?apikey=right");
  private static final String QUESTION =
      RawClient.post("/eth?apikey=right", question("eth_gasPrice"));

  @TempDir private static Path dir;

  private final Vertx vertx = Vertx.vertx();
  private final FakeFeed feed = FakeFeed.start(vertx);
  private final FakeEthNode node = FakeEthNode.start(vertx);
  private TestRelay relay;
  private long announced;

  /** How far a client comes before it breaks off, if it is let. */
  private enum Stage {
    CONNECTED,
    HALF_A_HEAD,
    SOCKET_ASKED_FOR,
    SOCKET_OPEN,
    GOOD_BYE_WITH_THE_REQUEST,
    GOOD_BYE,
    SOCKET_WITH_A_BODY,
    SOCKET_WITH_HALF_A_BODY,
    SOCKET_OF_AN_OLD_VERSION,
    RESUMING,
    STREAM_ASKED_FOR,
    STREAM_OPEN,
    STREAM_RESUMING,
    HALF_A_QUESTION,
    QUESTION_ASKED,
    ALL_IN_ONE_PIPELINE
  }

  @AfterEach
  void stop() {
    relay.stop();
    Await.get(feed.stop());
    Await.get(vertx.close());
  }

  @Test
  void inPlainText() {
    start();
    breakOff(150, false);
    allPlacesAreFree();
    everyPlaceCanBeHad();
  }

  @Test
  void byTls() throws IOException {
    TestCertificate certificate = TestCertificate.make(dir, "relay", "EC");
    certificate.writeTo(dir.resolve("tls.crt"), dir.resolve("tls.key"));
    start(
        "edge.tls={certificate: \"%s\", key: \"%s\"}"
            .formatted(dir.resolve("tls.crt"), dir.resolve("tls.key")));
    breakOff(20, true);
    allPlacesAreFree();
  }

  @Test
  void whoDoesNotReadAnAnswerIsCutOff() throws IOException {
    start();
    node.answer("eth_feeHistory", "\"" + "x".repeat(12 << 20) + "\"");
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(4_096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), relay.port()));
      RawClient client = RawClient.over(socket);
      client.send(RawClient.post("/eth?apikey=right", question("eth_feeHistory")));
      clients.add(client);
    }
    for (RawClient client : clients) {
      assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
    }
    allPlacesAreFree();
    clients.forEach(RawClient::close);
  }

  private void start(String... more) {
    node.answer("eth_gasPrice", "\"0x7\"");
    List<String> sets =
        new ArrayList<>(
            List.of(
                "chains={basalt: {protocol: basalt, upstreams: [{url: \"%s\"}]}, eth: {protocol: ethereum, upstreams: [{url: \"%s\"}]}}"
                    .formatted(feed.url(), node.url()),
                "edge.connections=" + PLACES,
                "edge.handshakeTimeout=1s",
                "edge.pingInterval=1s",
                "edge.keys=[{key: right, connections: %d}]".formatted(PLACES),
                "edge.limits={connectionsPerAddress: %d}".formatted(PLACES)));
    sets.addAll(List.of(more));
    relay = TestRelay.start(List.of(), sets.toArray(String[]::new));
    announce();
  }

  private void breakOff(int rounds, boolean tls) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      Thread thread = new Thread(() -> breakOff(rounds, tls, random), "breaks off");
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void breakOff(int rounds, boolean tls, Random random) {
    for (int i = 0; i < rounds; i++) {
      for (Stage stage : Stage.values()) {
        try (Socket wire = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
          wire.setSoLinger(random.nextBoolean(), 0);
          RawClient client = RawClient.over(tls ? TestCertificate.over(wire) : wire);
          reach(stage, client, random);
          LockSupport.parkNanos(random.nextInt(2_000_000));
        } catch (IOException refused) {
          // Many are, for the budget is small.
        }
      }
    }
  }

  private static void reach(Stage stage, RawClient client, Random random) throws IOException {
    String handshake = RawClient.handshake(SOCKET);
    switch (stage) {
      case CONNECTED -> {}
      case HALF_A_HEAD -> client.send(handshake.substring(0, random.nextInt(handshake.length())));
      case SOCKET_ASKED_FOR -> client.send(handshake);
      case SOCKET_OPEN -> open(client, handshake);
      case GOOD_BYE_WITH_THE_REQUEST ->
          client.send((handshake + new String(GOOD_BYE, ISO_8859_1)).repeat(1 + random.nextInt(2)));
      case GOOD_BYE -> {
        open(client, handshake);
        client.send(GOOD_BYE);
      }
      case SOCKET_WITH_A_BODY ->
          client.send(withBody(handshake, 10_000) + "x".repeat(10_000 - random.nextInt(2)));
      case SOCKET_WITH_HALF_A_BODY -> client.send(withBody(handshake, 2_000) + "x");
      case SOCKET_OF_AN_OLD_VERSION -> client.send(handshake.replace("Version: 13", "Version: 1"));
      case RESUMING -> client.send(RawClient.handshake(SOCKET + "&after=" + someHash(random)));
      case STREAM_ASKED_FOR -> client.send(STREAM);
      case STREAM_OPEN -> open(client, STREAM);
      case STREAM_RESUMING ->
          client.send(STREAM.replace("Host", "Last-Event-ID: " + someHash(random) + "\r\nHost"));
      case HALF_A_QUESTION -> client.send(QUESTION.substring(0, QUESTION.length() - 5));
      case QUESTION_ASKED -> client.send(QUESTION);
      case ALL_IN_ONE_PIPELINE ->
          client.send(
              (QUESTION + STREAM + handshake + STREAM)
                  .substring(random.nextInt(2) * QUESTION.length()));
    }
  }

  /** Of a block that is known, or now and then of one that is looked for in vain. */
  private static String someHash(Random random) {
    return TestChain.hash(random.nextInt(10) == 0 ? 77 : 1);
  }

  private static void open(RawClient client, String request) throws IOException {
    client.send(request);
    client.readHead();
  }

  private void allPlacesAreFree() {
    Await.until("all places are free", () -> relay.placesTaken() == 0);
  }

  /** Those of the budget, of the key and of the address, which are as many. */
  private void everyPlaceCanBeHad() {
    Await.until("every place can be had", this::asManyAsThereArePlacesAreServed);
  }

  /** All at once, and before they would have to answer a ping. */
  private boolean asManyAsThereArePlacesAreServed() {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < PLACES; i++) {
        clients.add(RawClient.open(relay.port(), 0, SOCKET));
      }
      announce();
      boolean served = true;
      for (RawClient client : clients) {
        served &= isServed(client);
      }
      return served;
    } catch (IOException refused) {
      return false;
    } finally {
      clients.forEach(RawClient::close);
    }
  }

  /** Whoever is let in gets the next block, and the others get their close. */
  private static boolean isServed(RawClient client) throws IOException {
    RawClient.Frame frame = client.nextFrame();
    while (frame.opcode() == RawClient.PING) {
      frame = client.nextFrame();
    }
    return frame.opcode() == RawClient.TEXT;
  }

  private void announce() {
    feed.announce(TestChain.message(++announced));
  }

  private static String get(String uri) {
    return "GET " + uri + " HTTP/1.1\r\nHost: relay\r\n\r\n";
  }

  private static String question(String method) {
    return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":[]}".formatted(method);
  }

  private static String withBody(String request, int bytes) {
    return request.replace("Host:", "Content-Length: " + bytes + "\r\nHost:");
  }
}
