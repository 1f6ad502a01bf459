package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class BenchCommandTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeFeed feed = FakeFeed.start(vertx);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    thread.shutdownNow();
    Await.get(vertx.close());
  }

  @Test
  void everyClientOfARelayHasEveryBlockOnce(@TempDir Path dir) {
    TestRelay relay = TestRelay.start(List.of(feed.url()));
    try {
      Path plot = dir.resolve("latency.svg");
      CompletableFuture<Integer> exit =
          start(
              "ws://127.0.0.1:" + relay.port(),
              "--clients=50",
              "--warmup=100ms",
              "--duration=1s",
              "--json",
              "--plot=" + plot);
      for (long number = 1; !exit.isDone(); number++) {
        feed.announce(TestChain.message(number));
        LockSupport.parkNanos(2_000_000);
      }

      assertThat(exit.join()).as(err.toString()).isZero();
      JsonObject report = new JsonObject(out.toString());
      int events = report.getJsonObject("deliveries").getInteger("events");
      assertThat(events).isPositive();
      assertThat(report.getJsonObject("deliveries").getInteger("count")).isEqualTo(50 * events);
      assertThat(report.getJsonObject("clients").getInteger("opened")).isEqualTo(50);
      assertThat(report.getJsonObject("clients").getJsonObject("closed")).isEmpty();
      assertThat(report.getJsonObject("order").stream())
          .allMatch(count -> count.getValue().equals(0));
      assertThat(plot).content().startsWith("<svg").contains("last client");
    } finally {
      relay.stop();
    }
  }

  @Test
  void saysWhatAServerDropsRepeatsAndReorders() {
    CompletableFuture<Integer> exit = startOn(feed.url(), "--clients=5", "--json");
    Await.until("all are connected", () -> feed.attached() == 5);
    for (long number : new long[] {1, 2, 4, 4, 6, 5, 7}) {
      feed.announce(TestChain.message(number));
    }
    feed.announce(TestChain.message(TestChain.block(7, "0xb7", "0xa6")));

    assertThat(exit.join()).isEqualTo(3);
    JsonObject report = new JsonObject(out.toString());
    assertThat(report.getJsonObject("order"))
        .isEqualTo(
            new JsonObject()
                .put("lost", 5)
                .put("repeated", 5)
                .put("outOfOrder", 5)
                .put("reorganisations", 5));
  }

  @Test
  void saysWhoWasClosedAndWhy() {
    CompletableFuture<Integer> exit = startOn(feed.url(), "--clients=3");
    Await.until("all are connected", () -> feed.attached() == 3);
    feed.disconnectAll();

    assertThat(exit.join()).isEqualTo(1);
    assertThat(err.toString()).contains("nothing was delivered");
    assertThat(out.toString()).contains("  closed       3: 1000");
  }

  @Test
  void clientsThatFindNoPlaceBreakThePromise() {
    TestRelay relay = TestRelay.start(List.of(feed.url()), "edge.connections=3");
    try {
      CompletableFuture<Integer> exit = startOn("ws://127.0.0.1:" + relay.port(), "--clients=5");
      for (long number = 1; !exit.isDone(); number++) {
        feed.announce(TestChain.message(number));
        LockSupport.parkNanos(2_000_000);
      }

      assertThat(exit.join()).as(out.toString()).isEqualTo(3);
      assertThat(out.toString())
          .contains("0 lost, 0 repeated, 0 out of order")
          .contains("2: 1008 Too many connections")
          .contains("  lost         2 refused or cut off, and so without every block");
    } finally {
      relay.stop();
    }
  }

  @Test
  void subscribersOfAnEthereumChainAreCheckedLikewise() {
    FakeEthNode node = FakeEthNode.start(vertx);
    CompletableFuture<Integer> exit =
        startOn(node.url(), "--dialect=ethereum", "--clients=2", "--json");
    Await.until("all have subscribed", () -> node.subscribed("newHeads") == 2);
    for (String number : List.of("0x9", "0xa", "0xc")) {
      node.announce("newHeads", "{\"number\":\"" + number + "\",\"hash\":\"" + number + "\"}");
    }

    assertThat(exit.join()).isEqualTo(3);
    assertThat(new JsonObject(out.toString()).getJsonObject("order").getInteger("lost"))
        .isEqualTo(2);
  }

  @Test
  void aRefusedSubscriptionLeavesNothingToMeasure() {
    FakeEthNode node = FakeEthNode.start(vertx);
    node.offer("logs");

    assertThat(startOn(node.url(), "--dialect=ethereum", "--clients=2").join()).isEqualTo(1);
    assertThat(out.toString()).contains("refused").contains("the method does not exist");
  }

  @Test
  void aSubscriptionOfOnesOwnIsOnlyCounted() {
    FakeEthNode node = FakeEthNode.start(vertx);
    String subscribe =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"syncing\"]}";
    CompletableFuture<Integer> exit =
        startOn(node.url(), "--dialect=ethereum", "--subscribe=" + subscribe, "--clients=1");
    while (!exit.isDone()) {
      node.announce("syncing", "false");
      LockSupport.parkNanos(2_000_000);
    }

    assertThat(exit.join()).isZero();
    assertThat(out.toString()).contains("not checked");
  }

  @Test
  void whatCannotBeReachedIsOneLineAndExitsWith1() throws IOException {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }

    assertThat(run("ws://127.0.0.1:" + nobody)).isEqualTo(1);
    assertThat(err)
        .hasToString(
            "bench: cannot connect to ws://127.0.0.1:"
                + nobody
                + "/ws/blocks: Connection refused"
                + System.lineSeparator());
  }

  @Test
  void whatRefusesTheHandshakeIsOneLineAndExitsWith1() {
    assertThat(run(feed.url() + "/nothing?apikey=secret")).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .endsWith("/ws/blocks/nothing: the server answered 404");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--clients=0 | --clients must be 1 to 1000000",
        "--clients=1000000 | --clients 1000000 needs more open files",
        "--rate=7 ws://host | --rate and --burst are for --devnet",
        "--burst=51 | --burst must be 1 to 50",
        "--rate=10000 --duration=1h | --rate and --duration must make at most 4000000 blocks",
        "--dialect=ethereum | the bench's own validator is of a Basalt chain",
        "--metrics=http://host/metrics | --metrics is for a relay at a URL",
        "--metrics=host ws://host | --metrics must be an address like http://host/metrics",
        "--plot=/nowhere/x.svg | --plot: /nowhere/x.svg cannot be written",
        "--subscribe={} ws://host | --subscribe needs a dialect whose clients subscribe",
        "--duration=soon | Invalid value for option '--duration'",
        "http://host | URL must be an address like ws://host:5000/ws/blocks",
      })
  void aMistakeIsOneLineAndExitsWith2(String arguments, String says) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().startsWith(says);
  }

  /** For a moment without warming up. */
  private CompletableFuture<Integer> startOn(String url, String... options) {
    List<String> all = new ArrayList<>(List.of(url, "--warmup=0s", "--duration=1s"));
    all.addAll(List.of(options));
    return start(all.toArray(String[]::new));
  }

  private CompletableFuture<Integer> start(String... arguments) {
    return CompletableFuture.supplyAsync(() -> run(arguments), thread);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("bench"));
    all.addAll(List.of(arguments));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
