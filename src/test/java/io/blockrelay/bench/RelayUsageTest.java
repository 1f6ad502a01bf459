package io.blockrelay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.Await;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayUsageTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<String> headers = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    Await.get(vertx.close());
  }

  @Test
  void readsMetricsWithoutAnOfferToSpeakHttp2() throws InterruptedException {
    RelayUsage usage =
        RelayUsage.of(metrics("process_cpu_seconds_total 5\nprocess_resident_memory_bytes 7\n"));

    assertThat(usage.sample()).isEqualTo(new RelayUsage.Sample(5, 7));
    assertThat(headers).isNotEmpty().noneMatch("upgrade"::equalsIgnoreCase);
  }

  private URI metrics(String text) {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  request.headers().entries().stream().map(Map.Entry::getKey).forEach(headers::add);
                  request.response().end(text);
                });
    return URI.create(
        "http://127.0.0.1:" + Await.get(server.listen(0, "127.0.0.1")).actualPort() + "/metrics");
  }
}
