package io.blockrelay.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class FeedTest {
  private static final List<DevnetBlock> LARGE_BLOCK =
      new DevnetChain(DevnetOptions.defaults().withBlockBytes(DevnetOptions.BLOCK_BYTES_MAX))
          .announcementsAt(1);

  private final AtomicLong uptimeMs = new AtomicLong();
  private final BlockingQueue<String> joined = new LinkedBlockingQueue<>();
  private final Feed feed = new Feed(uptimeMs::get);
  private Vertx vertx;
  private Context eventLoop;
  private int port;

  @BeforeEach
  void serve(Vertx vertx) throws Exception {
    this.vertx = vertx;
    eventLoop = vertx.getOrCreateContext();
    port = await(on(() -> listen(vertx)).compose(listening -> listening)).actualPort();
  }

  @Test
  void cutsTheClientForWhichAMessageHasWaitedFiveSeconds() throws Exception {
    try (Sleeper sleeper = new Sleeper()) {
      sleeper.join(port);
      joined.take();
      announce(20);

      uptimeMs.set(FeedClient.WAIT_MS_MAX - 1);
      announce(1);
      assertThat(await(on(feed::hasClients))).isTrue();

      uptimeMs.set(FeedClient.WAIT_MS_MAX);
      announce(1);
      assertThat(await(on(feed::hasClients))).isFalse();
    }
  }

  @Test
  void cutsTheClientForWhichTooMuchIsQueued() throws Exception {
    try (Sleeper sleeper = new Sleeper()) {
      sleeper.join(port);
      joined.take();

      announce(90);

      assertThat(await(on(feed::hasClients))).isFalse();
    }
  }

  @Test
  void keepsTheClientThatReads() throws Exception {
    FeedReader reader = await(FeedReader.connect(vertx, port));
    joined.take();
    announce(20);
    assertThat(reader.next(20)).hasSize(20);

    uptimeMs.set(FeedClient.WAIT_MS_MAX);
    announce(1);

    assertThat(reader.nextInShort()).isEqualTo("new_block 1");
    await(reader.leave());
  }

  private Future<HttpServer> listen(Vertx vertx) {
    return vertx
        .createHttpServer()
        .webSocketHandler(
            socket -> {
              feed.join(socket, List.of());
              joined.add("a client");
            })
        .listen(0, "127.0.0.1");
  }

  private void announce(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      await(
          on(
              () -> {
                feed.announce(LARGE_BLOCK);
                return true;
              }));
    }
  }

  private <T> Future<T> on(Callable<T> action) {
    Promise<T> result = Promise.promise();
    eventLoop.runOnContext(
        go -> {
          try {
            result.complete(action.call());
          } catch (Exception failure) {
            result.fail(failure);
          }
        });
    return result.future();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
