package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that never get their TLS done are bounded, in number and in time. */
@NullUnmarked
class TlsCrowdTest {
  private static final int BOUND = 20;

  /** What a client says first, of which the most is yet to come. */
  private static final byte[] HALF_A_HELLO = {22, 3, 1, 1, 0, 1, 0, 0, (byte) 252, 3, 3};

  private static final Vertx VERTX = Vertx.vertx();
  private static final FakeFeed FEED = FakeFeed.start(VERTX);

  @TempDir private static Path dir;
  private final List<RawClient> crowd = new ArrayList<>();

  @BeforeAll
  static void makeCertificate() throws IOException {
    TestCertificate.make(dir, "relay", "EC")
        .writeTo(dir.resolve("tls.crt"), dir.resolve("tls.key"));
  }

  @AfterAll
  static void close() {
    Await.get(FEED.stop());
    Await.get(VERTX.close());
  }

  @AfterEach
  void leave() {
    crowd.forEach(RawClient::close);
  }

  @Test
  void refusesMoreAtOnceThanItsBoundAndServesWhoIsDone() throws IOException {
    // Long enough that nobody is closed for the time that it takes.
    TestRelay relay = start("120s");
    try (RawClient before = RawClient.over(TestCertificate.connect(relay.port()))) {
      // Only its answer says that the relay, too, is done with the handshake.
      isServed(before);
      come(relay, 5 * BOUND);

      Await.until("those beyond the bound are closed", () -> standing() <= BOUND);
      assertThat(standing()).isEqualTo(BOUND);
      assertThat(Scrape.of(relay).value("blockrelay_inputs_rejected_total{reason=\"handshakes\"}"))
          .isEqualTo(4 * BOUND);
      FEED.announce(TestChain.message(1));
      assertThat(before.nextFrame().text()).isEqualTo(TestChain.message(1));

      crowd.forEach(RawClient::close);
      Await.until("others can come", () -> comes(relay));
    } finally {
      relay.stop();
    }
  }

  @Test
  void closesThoseThatTakeTooLong() throws IOException {
    TestRelay relay = start("500ms");
    try {
      come(relay, BOUND);

      Await.until("all are closed", () -> standing() == 0);
      Await.until("others can come", () -> comes(relay));
    } finally {
      relay.stop();
    }
  }

  private static TestRelay start(String handshakeTimeout) {
    return TestRelay.start(
        List.of(FEED.url()),
        "edge.handshakesMax=" + BOUND,
        "edge.handshakeTimeout=" + handshakeTimeout,
        "edge.tls={certificate: \"%s\", key: \"%s\"}"
            .formatted(dir.resolve("tls.crt"), dir.resolve("tls.key")));
  }

  private void come(TestRelay relay, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      RawClient client = RawClient.connect(relay.port());
      if (i % 2 == 0) {
        client.trySend(HALF_A_HELLO);
      }
      crowd.add(client);
    }
  }

  private long standing() {
    return crowd.stream().filter(client -> !client.ended()).count();
  }

  private static boolean comes(TestRelay relay) {
    try (RawClient client = RawClient.over(TestCertificate.connect(relay.port()))) {
      return answer(client).startsWith("HTTP/1.1 101 ");
    } catch (IOException refused) {
      return false;
    }
  }

  private static void isServed(RawClient client) throws IOException {
    assertThat(answer(client)).startsWith("HTTP/1.1 101 ");
  }

  private static String answer(RawClient client) throws IOException {
    client.send(RawClient.handshake("/ws/blocks"));
    return client.readHead();
  }
}
