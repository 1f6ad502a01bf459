package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.ops.HealthChecks;
import io.blockrelay.ops.OperationsConfig;
import io.blockrelay.ops.OperationsVerticle;
import io.blockrelay.ops.StatusPage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command that an image's health check runs, against the port that it asks. */
@NullUnmarked
class HealthCommandTest {
  private static final String NL = System.lineSeparator();

  private final Vertx vertx = Vertx.vertx();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final AtomicReference<Future<?>> liveness =
      new AtomicReference<>(Future.succeededFuture());
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String port;

  @BeforeEach
  void start() {
    OperationsVerticle operations =
        new OperationsVerticle(
            new OperationsConfig("127.0.0.1", 0),
            new HealthChecks().require("not yet", ready::get),
            liveness::get,
            () -> "",
            new StatusPage(JsonObject::new),
            () -> {});
    Await.get(vertx.deployVerticle(operations));
    port = Integer.toString(operations.port());
  }

  @AfterEach
  void stop() {
    Await.get(vertx.close());
  }

  @Test
  void saysWhyTheNodeIsNotReadyAndExitsWithOne() {
    assertThat(run(Map.of("BLOCKRELAY_OPERATIONS_PORT", port))).isEqualTo(1);
    assertThat(out).hasToString("{\"status\":\"not ready\",\"reasons\":[\"not yet\"]}" + NL);
  }

  @Test
  void exitsWithZeroOnceTheNodeIsReady() {
    ready.set(true);

    assertThat(run(Map.of("BLOCKRELAY_OPERATIONS_PORT", port))).isZero();
    assertThat(out).hasToString("{\"status\":\"ready\"}" + NL);
  }

  @Test
  void asksANodeThatListensEverywhereByItsLoopback() {
    ready.set(true);

    assertThat(
            run(
                Map.of(
                    "BLOCKRELAY_OPERATIONS_PORT", port, "BLOCKRELAY_OPERATIONS_HOST", "0.0.0.0")))
        .isZero();
  }

  @Test
  void asksTheAddressThatItIsGiven() {
    assertThat(run(Map.of(), "http://127.0.0.1:" + port)).isEqualTo(1);
    assertThat(run(Map.of(), "http://127.0.0.1:" + port + OperationsVerticle.LIVE_PATH)).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aNodeThatWaitsIsAlive() {
    assertThat(run(Map.of("BLOCKRELAY_OPERATIONS_PORT", port), "--live")).isZero();
    assertThat(out).hasToString("{\"status\":\"live\"}" + NL);
  }

  @Test
  void aNodeWhoseEventLoopsAreStuckIsNot() {
    liveness.set(Promise.promise().future());

    assertThat(run(Map.of("BLOCKRELAY_OPERATIONS_PORT", port), "--live")).isEqualTo(1);
    assertThat(out.toString()).startsWith("{\"status\":\"not live\",\"reasons\":[\"an event loop");
  }

  @Test
  void aNodeThatIsNotThereIsOneLine() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    assertThat(run(Map.of(), "http://127.0.0.1:" + free)).isEqualTo(1);
    assertThat(err)
        .hasToString("http://127.0.0.1:" + free + "/health/ready: Connection refused" + NL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://localhost", "localhost:9000", "http:///health", "http://a b"})
  void whatIsNoAddressIsAMistake(String url) {
    assertThat(run(Map.of(), url)).isEqualTo(2);
    assertThat(err.toString().lines()).first().asString().startsWith("URL must be an address like");
  }

  @Test
  void withoutAPortItCannotKnowWhomToAsk() {
    assertThat(run(Map.of())).isEqualTo(2);
    assertThat(err.toString()).contains("set BLOCKRELAY_OPERATIONS_PORT");
  }

  private int run(Map<String, String> environment, String... args) {
    return new CommandLine(new HealthCommand(environment))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
