package io.blockrelay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamClientTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void connectsWithoutAnOrigin() throws Exception {
    Promise<Boolean> origin = Promise.promise();
    int port =
        await(
                vertx
                    .createHttpServer()
                    .webSocketHandler(
                        socket -> origin.tryComplete(socket.headers().contains("Origin")))
                    .listen(0, "127.0.0.1"))
            .actualPort();
    URI feed = URI.create("ws://127.0.0.1:" + port + "/");
    UpstreamClient client =
        new UpstreamClient(
            vertx, new UpstreamConfig(feed, null), IntUnaryOperator.identity(), 1_000);

    await(client.connect(""));

    assertThat(await(origin.future())).isFalse();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
