package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays the transcripts in {@code transcripts/<protocol>} against a relay over real sockets. The
 * lines:
 *
 * <pre>
 * ~~> text             the upstream announces it, and the relay passes something on for it
 * ~~| text             the upstream announces it, and the relay does not
 * ~~= path body        the upstream answers GET path with it from now on
 * --> GET path         the client asks over plain HTTP
 * --> CONNECT path     the client connects
 * --> text             the client sends it
 * &lt;-- 404 text         the client gets this answer instead of a connection
 * &lt;-- text             the client gets this message next
 * </pre>
 */
class TranscriptTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final WebSocketClient CONNECTOR = FeedClient.connector(VERTX);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterAll
  static void close() {
    Await.get(VERTX.close());
  }

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    Path folder = Path.of("src/test/resources/transcripts/basalt");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sorted = files.sorted().toList();
      assertThat(sorted).isNotEmpty();
      return sorted.stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(file)));
    }
  }

  private static void replay(Path file) throws IOException {
    FakeFeed feed = FakeFeed.start(VERTX);
    TestRelay relay = TestRelay.start(List.of(feed.url()));
    try {
      Replay replay = new Replay(feed, relay);
      Files.readAllLines(file).forEach(replay::line);
      replay.end();
    } finally {
      relay.stop();
      Await.get(feed.stop());
    }
  }

  private static final class Replay {
    private final FakeFeed feed;
    private final TestRelay relay;

    /** Sees everything that the relay passes on. */
    private final FeedClient witness;

    private @Nullable FeedClient client;
    private String answer = "";
    private int got;

    Replay(FakeFeed feed, TestRelay relay) {
      this.feed = feed;
      this.relay = relay;
      this.witness = FeedClient.connect(CONNECTOR, relay.port(), "/ws/blocks");
    }

    void line(String line) {
      if (line.isBlank() || line.startsWith("#")) {
        return;
      }
      String text = line.substring(4);
      switch (line.substring(0, 4)) {
        case "~~> " -> passedOn(text);
        case "~~| " -> feed.announce(text);
        case "~~= " -> feed.rest(before(text), after(text));
        case "--> " -> clientSays(text);
        case "<-- " -> clientGets(text);
        default -> throw new IllegalArgumentException("no transcript line: " + line);
      }
    }

    void end() {
      assertThat(answer).as("an answer that the transcript does not have").isEmpty();
      if (client != null) {
        assertThat(client.messages()).hasSize(got);
      }
    }

    private void passedOn(String message) {
      int before = witness.messages().size();
      feed.announce(message);
      Await.until("passed on: " + message, () -> witness.messages().size() > before);
    }

    private void clientSays(String text) {
      if (text.startsWith("GET ")) {
        get(after(text));
      } else if (text.startsWith("CONNECT ")) {
        connect(after(text));
      } else {
        Await.get(connected().socket().writeTextMessage(text));
      }
    }

    private void get(String path) {
      URI address = URI.create("http://127.0.0.1:" + relay.port() + path);
      try {
        HttpResponse<String> response =
            HTTP.send(
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build(),
                BodyHandlers.ofString());
        answer = response.statusCode() + " " + response.body();
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private void connect(String path) {
      got = 0;
      try {
        client = FeedClient.connect(CONNECTOR, relay.port(), path);
      } catch (AssertionError e) {
        if (!(e.getCause() instanceof UpgradeRejectedException rejected)) {
          throw e;
        }
        answer = rejected.getStatus() + " " + rejected.getBody();
      }
    }

    private void clientGets(String text) {
      if (!answer.isEmpty()) {
        assertThat(answer).isEqualTo(text);
        answer = "";
        return;
      }
      FeedClient reader = connected();
      int next = got++;
      Await.until("the client gets " + text, () -> reader.messages().size() > next);
      assertThat(reader.messages().get(next)).isEqualTo(text);
    }

    private FeedClient connected() {
      if (client == null) {
        throw new IllegalArgumentException("the transcript's client is not connected");
      }
      return client;
    }

    private static String before(String text) {
      return text.substring(0, text.indexOf(' '));
    }

    private static String after(String text) {
      return text.substring(text.indexOf(' ') + 1);
    }
  }
}
