package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that never become one. A well-behaved neighbour notices nothing of any of them. */
class BadHandshakeTest {
  private static final int CONNECTIONS = 20;
  private static final int HANDSHAKES = 8;

  private static final Neighbourhood RELAY =
      new Neighbourhood(
          "edge.connections=" + CONNECTIONS,
          "edge.handshakesMax=" + HANDSHAKES,
          "edge.handshakeTimeout=3s");

  @AfterEach
  void leavesTheNeighbourAlone() {
    RELAY.isUntouched();
  }

  @AfterAll
  static void close() {
    RELAY.close();
  }

  @Test
  void refusesGarbage() throws IOException {
    assertThat(answerTo("\0\1\2\3 what is this\r\n\r\n")).matches(status(400));
  }

  @Test
  void refusesATlsHelloOnAPlainPort() throws IOException {
    assertThat(answerTo("\26\3\1\2\0\1\0\1\374\3\3\r\n\r\n")).matches(status(400));
  }

  @Test
  void refusesAPathThatIsTooLong() throws IOException {
    assertThat(answerTo(RawClient.handshake("/" + "a".repeat(10_000)))).matches(status(414));
  }

  @Test
  void refusesAHeaderThatIsTooLarge() throws IOException {
    assertThat(answerTo(RawClient.request("/ws/blocks", "X-Large: " + "a".repeat(100_000))))
        .matches(status(431));
  }

  @Test
  void refusesAHandshakeWithoutAKey() throws IOException {
    assertThat(answerTo(RawClient.request("/ws/blocks", "Sec-WebSocket-Version: 13")))
        .matches(status(400));
  }

  @Test
  void refusesAnUnknownVersionAndNamesTheOnesItSpeaks() throws IOException {
    assertThat(
            answerTo(
                RawClient.request(
                    "/ws/blocks",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 12")))
        .startsWith("HTTP/1.1 426 ")
        .containsIgnoringCase("Sec-WebSocket-Version: 13");
  }

  @Test
  void refusesAPostThatWantsToUpgrade() throws IOException {
    assertThat(answerTo(RawClient.handshake("/ws/blocks").replace("GET ", "POST ")))
        .matches(status(400));
  }

  @Test
  void refusesAPathThatIsNoUri() throws IOException {
    assertThat(answerTo(RawClient.handshake("/ws/blocks?from=%zz"))).matches(status(400));
  }

  @Test
  void closesConnectionsThatNeverSpeak() throws IOException {
    List<RawClient> silent = connect(2);

    Await.until("all are closed", () -> silent.stream().allMatch(RawClient::ended));
  }

  @Test
  void closesConnectionsThatNeverFinishTheirHandshake() throws IOException {
    List<RawClient> slow = connect(2);
    for (RawClient client : slow) {
      client.send("GET /ws/blocks HTTP/1.1\r\nHost: relay\r\nUpgr");
    }

    Await.until("all are closed", () -> slow.stream().allMatch(RawClient::ended));
  }

  @Test
  void takesTheirPlacesBackFromClientsThatHangUpInTheirHandshake() throws IOException {
    for (int i = 0; i < 3 * CONNECTIONS; i++) {
      RawClient hasty = RawClient.connect(RELAY.port());
      // A block that is not known yet is looked for before the handshake is answered.
      hasty.send(RawClient.handshake("/ws/blocks" + (i % 2 == 0 ? "" : "?after=0xffff" + i)));
      hasty.reset();
    }

    takesAsManyAsItsBudget();
  }

  @Test
  void givesNoPlaceToAHandshakeThatItRefuses() throws IOException {
    for (int i = 0; i < 2 * CONNECTIONS; i++) {
      answerTo(RawClient.request("/ws/blocks", "Sec-WebSocket-Version: 13"));
    }

    takesAsManyAsItsBudget();
  }

  private static void takesAsManyAsItsBudget() {
    List<RawClient> clients = new ArrayList<>();
    // The neighbour has a place too.
    Await.until("the whole budget can be had", () -> admits(clients) == CONNECTIONS - 1);
    clients.forEach(RawClient::close);
  }

  private static int admits(List<RawClient> clients) {
    try {
      RawClient client = RawClient.open(RELAY.port());
      RELAY.announce(0);
      // Whoever is let in gets the block, and the others get their close.
      if (client.nextFrame().opcode() == RawClient.TEXT) {
        clients.add(client);
      }
    } catch (IOException refused) {
      // Too many handshakes at once; they pass.
    }
    return clients.size();
  }

  private static Pattern status(int code) {
    return Pattern.compile("HTTP/1\\.[01] " + code + " .*", Pattern.DOTALL);
  }

  private static String answerTo(String request) throws IOException {
    try (RawClient client = RawClient.connect(RELAY.port())) {
      client.trySend(request.getBytes(StandardCharsets.ISO_8859_1));
      return client.readHead();
    }
  }

  private static List<RawClient> connect(int count) throws IOException {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clients.add(RawClient.connect(RELAY.port()));
    }
    return clients;
  }
}
