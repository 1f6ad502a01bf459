package io.blockrelay.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.CloseReason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes over the wire of one event stream, to the byte. */
class EventStreamTest {
  private static final String BUSY = "{\"error\":\"later\"}";

  private StreamServer server = new StreamServer(options -> {});

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theLastWordsComeBeforeTheEndOfTheBody() throws IOException {
    try (Socket client = server.connect()) {
      server.say("data: hi\n\n");
      server.onLoop(session -> session.close(CloseReason.GOING_AWAY));

      assertThat(rest(client))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .endsWith(
              "\r\n\r\nd\r\nretry: 1000\n\n\r\na\r\ndata: hi\n\n\r\nb\r\ndata: bye\n\n\r\n0\r\n\r\n");
      server.hasLeft(1);
    }
  }

  @Test
  void aCloseBeforeTheHeadIsTheAnswer() throws IOException {
    try (Socket never = server.connect()) {
      server.onLoop(session -> session.close(new CloseReason(1008, "never")));
      assertThat(answer(never)).startsWith("HTTP/1.1 501 ").endsWith("{\"error\":\"never\"}");
      server.hasLeft(1);
    }
    try (Socket later = server.connect()) {
      server.onLoop(session -> session.close(new CloseReason(1013, "later")));
      assertThat(answer(later)).contains(" 503 ", "retry-after: 1").endsWith(BUSY);
      server.hasLeft(2);
    }
    // Neither has left a second time with its connection.
    server.hasLeft(2);
  }

  @Test
  void aClientThatLeavesBeforeTheHeadHasLeftOnce() throws IOException {
    server.connect().close();

    server.hasLeft(1);
    server.onLoop(session -> session.close(CloseReason.GOING_AWAY));
    server.hasLeft(1);
  }

  @Test
  void whoWaitsForTheHeadTooLongIsToldToTryAgain() throws IOException {
    try (Socket client = server.connect()) {
      server.onLoop(session -> session.check(StreamServer.PING_NANOS - 1));
      server.onLoop(session -> session.check(StreamServer.PING_NANOS));

      assertThat(answer(client))
          .startsWith("HTTP/1.1 503 ")
          .endsWith("{\"error\":\"the upstreams cannot be asked at the moment\"}");
      server.hasLeft(1);
    }
  }

  @Test
  void aCommentKeepsTheStreamAliveOnceAnInterval() throws IOException {
    try (Socket client = server.connect()) {
      server.say("data: hi\n\n");
      for (int i = 1; i <= 6; i++) {
        long now = i * StreamServer.PING_NANOS / 2;
        server.onLoop(session -> session.check(now));
      }
      server.onLoop(session -> session.close(CloseReason.GOING_AWAY));

      assertThat(rest(client).split("e\r\n: keep-alive\n\n\r\n", -1)).hasSize(4);
    }
  }

  @Test
  void isEncryptedWhereTheConnectionIs(@TempDir Path folder) throws Exception {
    server.close();
    String store = folder.resolve("key.p12").toString();
    makeKey(store);
    server =
        new StreamServer(
            options ->
                options
                    .setSsl(true)
                    .setKeyCertOptions(new PfxOptions().setPath(store).setPassword("secret")));
    try (Socket client = server.connectTls()) {
      server.say("data: " + "x".repeat(100_000) + "\n\n");
      server.onLoop(session -> session.outbox().offer(frame("data: shared\n\n"), 0));
      server.onLoop(session -> session.close(CloseReason.GOING_AWAY));

      assertThat(rest(client))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("x".repeat(100_000))
          .endsWith("data: shared\n\n\r\nb\r\ndata: bye\n\n\r\n0\r\n\r\n");
    }
  }

  private static Frame frame(String text) {
    return Framing.EVENT_STREAM.frame(List.of(Buffer.buffer(text)));
  }

  private static void makeKey(String store) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "relay",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret",
                "-keystore",
                store)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
  }

  /** An answer with a length: it ends, and the connection stands. */
  private static String answer(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("}")) {
      answer.append((char) in.read());
    }
    return answer.toString();
  }

  private static String rest(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), US_ASCII);
  }
}
