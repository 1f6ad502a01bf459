package io.blockrelay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.Await;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadRunTest {
  private final Vertx vertx = Vertx.vertx();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicInteger samples = new AtomicInteger();

  @AfterEach
  void end() {
    Await.get(vertx.close());
  }

  @Test
  void whatARelayGrewWhileItWarmedUpIsNotForItsConnections() throws Exception {
    assertThat(warmingUpForADay().cost().relayConnectionBytes()).isEqualTo(1000);
  }

  private Report warmingUpForADay() throws Exception {
    URI url = relay();
    BenchOptions options =
        new BenchOptions(
            url,
            null,
            Dialect.BASALT,
            null,
            2,
            500,
            1,
            Duration.ofDays(1),
            Duration.ofSeconds(1),
            10,
            1,
            null);
    Progress progress = new Progress(new PrintWriter(Writer.nullWriter()), false);
    return new LoadRun(options, url, null, this::sample, progress, stop).run(Throwable::getMessage);
  }

  /** Grows by 2,000 bytes from look to look; whoever has looked twice waits no longer. */
  private RelayUsage.Sample sample() {
    int before = samples.getAndIncrement();
    if (before == 1) {
      stop.countDown();
    }
    return new RelayUsage.Sample(0, 2000 * before);
  }

  private URI relay() {
    HttpServer server = vertx.createHttpServer().webSocketHandler(socket -> {});
    int port = Await.get(server.listen(0, "127.0.0.1")).actualPort();
    return URI.create("ws://127.0.0.1:" + port + "/ws/blocks");
  }
}
