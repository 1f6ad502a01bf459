package io.blockrelay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What clients get that ask for compression, and their neighbours. */
class CompressionTest {
  private static final int CLIENTS = 20;
  private static final int PADDING = 2_000;
  private static final Neighbourhood RELAY =
      new Neighbourhood(
          "edge.compression=true",
          "edge.inboundBytesMax=100000",
          "edge.limits.messagesPerSecond=20");

  private final Vertx vertx = Vertx.vertx();

  @AfterAll
  static void close() {
    RELAY.close();
  }

  @Test
  void givesCompressingAndPlainClientsTheSame() {
    WebSocketClient compressing = FeedClient.compressingConnector(vertx);
    WebSocketClient plain = FeedClient.connector(vertx);
    long first = RELAY.announce(PADDING);
    RELAY.serves();
    List<FeedClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      WebSocketClient connector = i % 2 == 0 ? compressing : plain;
      // Half of them have what was before, too.
      String uri = i % 4 < 2 ? "/ws/blocks" : "/ws/blocks?from=" + first;
      clients.add(FeedClient.connect(connector, RELAY.port(), uri));
    }
    for (int i = 0; i < 10; i++) {
      RELAY.announce(i * PADDING);
    }
    RELAY.isUntouched();

    List<String> all = RELAY.neighbour().messages();
    String newest = all.get(all.size() - 1);
    for (int i = 0; i < CLIENTS; i++) {
      FeedClient client = clients.get(i);
      boolean live = i % 4 < 2;
      int from = (int) first - 1 + (live ? 2 : 0);
      List<String> expected = all.subList(from, all.size());
      Await.until("everything has come", () -> client.messages().contains(newest));
      List<String> got = client.messages();
      if (live) {
        // One of another event loop may still get what the neighbour had before.
        assertThat(all).endsWith(got.toArray(String[]::new));
        assertThat(got).endsWith(expected.toArray(String[]::new));
      } else {
        assertThat(got).isEqualTo(expected);
      }
      assertThat(client.socket().headers().contains("Sec-WebSocket-Extensions"))
          .isEqualTo(i % 2 == 0);
    }
    Await.get(vertx.close());
  }

  @Test
  void compressesWhatGetsSmallerByIt() throws IOException {
    try (RawClient client = RawClient.connect(RELAY.port())) {
      assertThat(upgrade(client, "13", "permessage-deflate; client_max_window_bits"))
          .contains(
              "\r\nsec-websocket-extensions: permessage-deflate; server_no_context_takeover;"
                  + " client_no_context_takeover\r\n");
      long number = RELAY.announce(PADDING);
      RawClient.Frame large = client.nextFrame(number);
      assertThat(large.compressed()).isTrue();
      assertThat(large.payload().length()).isLessThan(200);
      assertThat(large.text()).isEqualTo(TestChain.message(number, PADDING));

      number = RELAY.announce(0);
      RawClient.Frame small = client.nextFrame();
      assertThat(small.compressed()).isFalse();
      assertThat(small.payload()).hasToString(TestChain.message(number));
    }
    RELAY.isUntouched();
  }

  @Test
  void compressesNothingWhereItWasNotAgreedOn() throws IOException {
    assertIsPlain("13", "permessage-deflate; server_max_window_bits=9");
    assertIsPlain("13", "permessage-deflate; client_max_window_bits=rubbish");
    assertIsPlain("13", "x-webkit-deflate-frame");
    assertIsPlain("8", "permessage-deflate");
    RELAY.isUntouched();
  }

  @Test
  void doesNotCompressUnlessToldTo() throws IOException {
    try (Neighbourhood relay = new Neighbourhood();
        RawClient client = RawClient.connect(relay.port())) {
      assertThat(upgrade(client, "13", "permessage-deflate"))
          .doesNotContain("sec-websocket-extensions");
      long number = relay.announce(PADDING);
      assertThat(client.nextFrame(number).payload())
          .hasToString(TestChain.message(number, PADDING));
    }
  }

  @Test
  void closesForAMessageThatGetsTooLarge() throws IOException {
    byte[] bomb = Compressed.deflate(new byte[30 << 20]);
    assertThat(bomb.length).isLessThan(100_000);
    for (int i = 0; i < 10; i++) {
      assertThat(codeAfter(frame(RawClient.TEXT, bomb))).isEqualTo(1009);
    }
    assertThat(codeAfter(frame(RawClient.TEXT, Compressed.deflate(new byte[100_001]))))
        .isEqualTo(1009);
    assertThat(codeAfter(frame(RawClient.TEXT, new byte[100_001]))).isEqualTo(1009);
    RELAY.isUntouched();
  }

  @Test
  void closesForABombInParts() throws IOException {
    byte[] bomb = Compressed.deflate(new byte[30 << 20]);
    try (RawClient client = agreed()) {
      int half = bomb.length / 2;
      client.send(
          RawClient.masked(RawClient.COMPRESSED | RawClient.TEXT, Arrays.copyOf(bomb, half)));
      client.trySend(
          RawClient.masked(RawClient.FINAL, Arrays.copyOfRange(bomb, half, bomb.length)));

      assertThat(client.closeCode()).isEqualTo(1009);
    }
    RELAY.isUntouched();
  }

  @Test
  void countsWhatIsInACompressedMessage() throws IOException {
    // As 100 messages these might come at once.
    byte[] message = frame(RawClient.TEXT, Compressed.deflate(new byte[100_000]));
    try (RawClient client = agreed()) {
      for (int i = 0; i < 100; i++) {
        client.trySend(message);
      }

      RawClient.Frame last = client.nextFrame();
      assertThat(last.closeCode()).isEqualTo(1008);
      assertThat(last.payload().getString(2, last.payload().length()))
          .isEqualTo("Too many messages");
    }
    RELAY.isUntouched();
  }

  @Test
  void closesForWhatIsNotCompressed() throws IOException {
    assertThat(codeAfter(frame(RawClient.TEXT, new byte[] {-1, -1, -1}))).isEqualTo(1007);
    RELAY.isUntouched();
  }

  @Test
  void closesForABitWhereItHasNoMeaning() throws IOException {
    byte[] hello = Compressed.deflate("hello".getBytes(UTF_8));
    assertThat(codeAfter(frame(RawClient.PING, hello))).isEqualTo(1002);
    assertThat(codeAfter(RawClient.masked(RawClient.FINAL | 0x20 | RawClient.TEXT, hello)))
        .isEqualTo(1002);
    try (RawClient client = agreed()) {
      client.send(RawClient.masked(RawClient.COMPRESSED | RawClient.TEXT, hello));
      client.trySend(frame(0, hello));

      assertThat(client.closeCode()).isEqualTo(1002);
    }
    try (RawClient client = RawClient.open(RELAY.port())) {
      client.send(frame(RawClient.TEXT, hello));

      assertThat(client.closeCode()).isEqualTo(1002);
    }
    RELAY.isUntouched();
  }

  private static void assertIsPlain(String version, String offer) throws IOException {
    try (RawClient client = RawClient.connect(RELAY.port())) {
      assertThat(upgrade(client, version, offer)).doesNotContain("sec-websocket-extensions");
      long number = RELAY.announce(PADDING);
      assertThat(client.nextFrame(number).payload())
          .hasToString(TestChain.message(number, PADDING));
    }
  }

  private static int codeAfter(byte[] frame) throws IOException {
    try (RawClient client = agreed()) {
      client.trySend(frame);
      return client.closeCode();
    }
  }

  private static byte[] frame(int opcode, byte[] payload) {
    return RawClient.masked(RawClient.FINAL | RawClient.COMPRESSED | opcode, payload);
  }

  /** A client that agreed with the relay to compress. */
  private static RawClient agreed() throws IOException {
    RawClient client = RawClient.connect(RELAY.port());
    assertThat(upgrade(client, "13", "permessage-deflate")).contains("sec-websocket-extensions");
    return client;
  }

  /** The head of the answer, in lower case. */
  private static String upgrade(RawClient client, String version, String offer) throws IOException {
    client.send(
        RawClient.request(
            "/ws/blocks",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: " + version,
            "Sec-WebSocket-Extensions: " + offer));
    String head = client.readHead();
    assertThat(head).startsWith("HTTP/1.1 101 ");
    return head.toLowerCase(Locale.ROOT);
  }
}
