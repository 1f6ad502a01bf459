package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays the transcripts in {@code transcripts/<protocol>} against a relay over real sockets: each
 * is a {@link Transcript} with a node of its own.
 */
class TranscriptTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final WebSocketClient CONNECTOR = FeedClient.connector(VERTX);

  @AfterAll
  static void close() {
    Await.get(VERTX.close());
  }

  @TestFactory
  Stream<DynamicTest> basalt() throws IOException {
    return transcripts("basalt", () -> new BasaltTranscriptNode(VERTX, CONNECTOR));
  }

  @TestFactory
  Stream<DynamicTest> ethereum() throws IOException {
    return transcripts("ethereum", () -> new EthTranscriptNode(VERTX, CONNECTOR));
  }

  @TestFactory
  Stream<DynamicTest> cometbft() throws IOException {
    return transcripts("cometbft", () -> new CometTranscriptNode(VERTX, CONNECTOR));
  }

  @TestFactory
  Stream<DynamicTest> bigchaindb() throws IOException {
    return transcripts("bigchaindb", () -> new BigchainTranscriptNode(VERTX, CONNECTOR));
  }

  private interface NodeStart {
    TranscriptNode start() throws IOException;
  }

  private static Stream<DynamicTest> transcripts(String protocol, NodeStart start)
      throws IOException {
    Path folder = Path.of("src/test/resources/transcripts", protocol);
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sorted = files.sorted().toList();
      assertThat(sorted).isNotEmpty();
      return sorted.stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      file.getFileName().toString(), () -> replay(file, start.start())));
    }
  }

  private static void replay(Path file, TranscriptNode node) throws IOException {
    try {
      Transcript transcript = new Transcript(node, CONNECTOR);
      Files.readAllLines(file).forEach(transcript::line);
      transcript.end();
    } finally {
      node.stop();
    }
  }
}
