package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.ops.HealthChecks;
import io.blockrelay.ops.OperationsConfig;
import io.blockrelay.ops.OperationsVerticle;
import io.blockrelay.ops.StatusPage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may end a node by its operations port. */
@NullUnmarked
class DrainOrderTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger drains = new AtomicInteger();
  private OperationsVerticle operations;

  @BeforeEach
  void start() {
    operations =
        new OperationsVerticle(
            new OperationsConfig("127.0.0.1", 0),
            new HealthChecks(),
            Future::succeededFuture,
            () -> "",
            new StatusPage(JsonObject::new),
            drains::incrementAndGet);
    Await.get(vertx.deployVerticle(operations));
  }

  @AfterEach
  void close() {
    Await.get(vertx.close());
  }

  @Test
  void anOperatorMay() throws IOException, InterruptedException {
    assertThat(status(order().POST(BodyPublishers.noBody()))).isEqualTo(202);
    // The answer does not wait for it.
    Await.until("it is drained", () -> drains.get() == 1);
  }

  @Test
  void aPageInABrowserAndAReaderMayNot() throws IOException, InterruptedException {
    assertThat(
            status(
                order()
                    .POST(BodyPublishers.noBody())
                    .header("Origin", "https://elsewhere.example.com")))
        .isEqualTo(403);
    assertThat(status(order().GET())).isEqualTo(405);
    assertThat(drains).hasValue(0);
  }

  private HttpRequest.Builder order() {
    String url = "http://127.0.0.1:" + operations.port() + OperationsVerticle.DRAIN_PATH;
    return HttpRequest.newBuilder(URI.create(url));
  }

  private static int status(HttpRequest.Builder order) throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(order.build(), BodyHandlers.discarding()).statusCode();
  }
}
