package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the {@code Dockerfile} runs, run here: no image is built. */
@NullUnmarked
class ImageIT {
  private static final String INSTALLED = "/opt/blockrelay";
  private static final Path ARCHIVER = Path.of("src/main/docker/archive-classes");

  @TempDir Path installed;

  @Test
  void aNodeStartsFromTheArchiveOfItsClassesAndItsHealthCheckAgrees() throws IOException {
    Files.copy(Path.of(RelayProcess.jar()), installed.resolve("blockrelay.jar"));
    try (RelayProcess archiver =
        RelayProcess.execute(
            "image-archiver",
            List.of(ARCHIVER.toString(), installed.toString()),
            Map.of("PATH", javaFirst()))) {
      assertThat(archiver.awaitExit()).as(archiver.output()).isZero();
    }

    Map<String, String> environment = environment();
    List<String> node = new ArrayList<>(instruction("ENTRYPOINT"));
    // Without an archive that fits, this refuses to start at all.
    node.add(1, "-Xshare:on");
    node.add(2, "-Xlog:class+load:stdout");
    node.addAll(List.of("start", "--port", "0", "--set", "edge.host=127.0.0.1"));
    try (RelayProcess relay = RelayProcess.execute("image-node", node, environment)) {
      relay.awaitStarted();
      assertThat(relay.output())
          .containsPattern("io\\.blockrelay\\.edge\\.EdgeVerticle source: shared objects file")
          .containsPattern("io\\.vertx\\.core\\.Vertx source: shared objects file");
      assertThat(health(environment)).isZero();

      relay.terminate();
      relay.awaitExit();
      assertThat(health(environment)).isEqualTo(1);
    }
  }

  private int health(Map<String, String> environment) {
    try (RelayProcess check =
        RelayProcess.execute("image-health", instruction("HEALTHCHECK"), environment)) {
      return check.awaitExit();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A command of the Dockerfile, with our Java and the test's directory. */
  private List<String> instruction(String name) throws IOException {
    Matcher command = Pattern.compile("(?m)^" + name + "\\b[^\\[]*(\\[.*])$").matcher(dockerfile());
    assertThat(command.find()).isTrue();
    List<String> words = new ArrayList<>();
    for (Object word : new JsonArray(command.group(1))) {
      words.add(((String) word).replace(INSTALLED, installed.toString()));
    }
    assertThat(words.get(0)).isEqualTo("java");
    words.set(0, RelayProcess.java());
    return words;
  }

  /** The variables of the Dockerfile: the port is the only one, and here it is a free one. */
  private static Map<String, String> environment() throws IOException {
    List<String> variables =
        Pattern.compile("(?m)^ENV (\\S+)=")
            .matcher(dockerfile())
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(variables).containsExactly("BLOCKRELAY_OPERATIONS_PORT");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Map.of(variables.get(0), Integer.toString(free.getLocalPort()));
    }
  }

  private static String dockerfile() throws IOException {
    return Files.readString(Path.of("Dockerfile"));
  }

  private static String javaFirst() {
    return Path.of(RelayProcess.java()).getParent() + ":" + System.getenv("PATH");
  }
}
