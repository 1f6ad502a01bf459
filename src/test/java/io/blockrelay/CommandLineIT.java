package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.ops.OperationsVerticle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The packaged program as an operator meets it. */
@NullUnmarked
@TestMethodOrder(OrderAnnotation.class)
class CommandLineIT {
  private static RelayProcess lonelyEdge;

  @BeforeAll
  static void startAnEdgeThatFindsNobody() {
    lonelyEdge = launchEdge("lonely-edge", 1);
  }

  @AfterAll
  static void endIt() {
    lonelyEdge.close();
  }

  @Test
  void saysThatItsPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
        RelayProcess relay = launch("port-taken", "start", "--port", "" + taken.getLocalPort())) {
      assertThat(relay.awaitExit()).isEqualTo(1);
      assertThat(relay.output().lines().filter(line -> line.startsWith("cannot start")))
          .containsExactly(
              "cannot start: port "
                  + taken.getLocalPort()
                  + " is taken; set edge.port to another, or to 0 for any free one");
    }
  }

  /** Last, for the others need about as long as it waits for somebody to join. */
  @Test
  @Order(Integer.MAX_VALUE)
  void saysWhyAnEdgeCannotJoin() {
    assertThat(lonelyEdge.awaitExit()).isEqualTo(1);
    assertThat(lonelyEdge.output())
        .contains("cannot start: no data-holding node of cluster \"nobody-else\" answered");
  }

  @Test
  void refusesAMistakeWithOneLineAndExitCodeTwo() {
    try (RelayProcess relay = launch("mistake", "start", "--set", "edge.prot=5000")) {
      assertThat(relay.awaitExit()).isEqualTo(2);
      assertThat(relay.output().lines()).hasSize(1).first().asString().contains("edge.prot");
    }
  }

  @Test
  void endsInOrderOnASignal() {
    try (RelayProcess devnet = launch("signal-devnet", "devnet", "--port", "0");
        RelayProcess relay =
            launch(
                "signal",
                "start",
                "--port",
                "0",
                "--sync-source",
                "ws://127.0.0.1:" + devnet.awaitStarted().port() + "/ws/blocks")) {
      relay.awaitStarted();
      relay.awaitOutput(Pattern.compile("leading chain"));

      relay.terminate();

      assertThat(relay.awaitExit()).isZero();
      assertThat(relay.output()).contains("leading no more").doesNotContain("did not stop");
    }
  }

  @Test
  void endsOnASignalWhileItWaitsForItsCluster() throws IOException {
    try (ServerSocket member = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RelayProcess edge = launchEdge("signal-early", member.getLocalPort())) {
      member.accept().close();

      edge.terminate();

      assertThat(edge.awaitExit()).isZero();
      assertThat(edge.output())
          .contains("told to stop")
          .doesNotContain("cannot start", "Exception");
    }
  }

  @Test
  void benchShowsSomethingAtOnceAndEndsTheRelayThatItStarted() {
    try (RelayProcess bench =
        launch("bench", "bench", "--clients", "20", "--warmup", "0s", "--duration", "1s")) {
      assertThat(bench.awaitExit()).isZero();
      assertThat(bench.output())
          .contains("20 of 20 opened", "0 lost, 0 repeated, 0 out of order", "last client");
      assertThat(ProcessHandle.allProcesses())
          .noneMatch(
              process ->
                  process
                      .info()
                      .arguments()
                      .map(a -> String.join(" ", a))
                      .orElse("")
                      .contains("edge.connections=20 "));
    }
  }

  @Test
  void aSignalEndsADrainThatSomebodyElseHasBegun() throws IOException, InterruptedException {
    try (RelayProcess devnet = launch("drain-devnet", "devnet", "--port", "0");
        RelayProcess relay =
            launch(
                "drain",
                "start",
                "--port",
                "0",
                "--set",
                "edge.drain=10m",
                "--sync-source",
                "ws://127.0.0.1:" + devnet.awaitStarted().port() + "/ws/blocks");
        Crowd crowd = new Crowd()) {
      relay.awaitStarted();
      Await.until("it is ready", relay::ready);
      Await.get(crowd.connect(5, relay.port(), "/ws/blocks"));

      URI drain = URI.create(relay.healthUrl()).resolve(OperationsVerticle.DRAIN_PATH);
      HttpRequest order = HttpRequest.newBuilder(drain).POST(BodyPublishers.noBody()).build();
      HttpResponse<Void> answer = HttpClient.newHttpClient().send(order, BodyHandlers.discarding());
      assertThat(answer.statusCode()).isEqualTo(202);
      Await.until("the first client has gone", () -> crowd.open() < 5);
      assertThat(relay.ready()).isFalse();
      assertThat(crowd.open()).isPositive();
      relay.terminate();

      assertThat(relay.awaitExit()).as(relay.output()).isZero();
      Await.until("all have gone", () -> crowd.open() == 0);
      assertThat(crowd.members()).allMatch(member -> member.closeCode() == 1012);
    }
  }

  @Test
  void tailEndsWithTheReaderOfItsPipe() throws IOException, InterruptedException {
    try (RelayProcess devnet =
        launch("pipe-devnet", "devnet", "--port", "0", "--block-time", "20ms")) {
      String jar = System.getProperty("blockrelay.jar", "target/blockrelay.jar");
      Process pipe =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "java -jar %s tail ws://127.0.0.1:%d | head -n 3"
                      .formatted(jar, devnet.awaitStarted().port()))
              .redirectErrorStream(true)
              .start();
      List<String> lines = pipe.inputReader().lines().toList();

      assertThat(pipe.waitFor()).isZero();
      assertThat(lines).hasSize(3).allMatch(line -> line.matches(".* txs?"));
    }
  }

  /** An edge of a cluster whose only other member is looked for at that port. */
  private static RelayProcess launchEdge(String name, int memberPort) {
    return launch(
        name,
        "start",
        "--cluster",
        "--roles",
        "edge",
        "--set",
        "cluster.name=nobody-else",
        "--set",
        "cluster.members=[127.0.0.1:%d]".formatted(memberPort));
  }

  private static RelayProcess launch(String name, String... arguments) {
    return RelayProcess.launch("command-line-" + name, arguments);
  }
}
