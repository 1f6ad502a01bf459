package io.blockrelay.devnet;

import io.blockrelay.devnet.BlocksApi.Answer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The shell around the chain: a clock and a server. One event loop owns it and all of its
 * connections, so nothing here is synchronized.
 */
final class DevnetNode extends VerticleBase {
  /** After so many blocks at once, other work gets its turn before the next. */
  static final int BLOCKS_AT_ONCE_MAX = 50;

  private static final String FEED = "/ws/blocks";
  private static final long KEEP_ALIVE_MS = 30_000;
  // The clock may be set while we wait, so we look at it at least this often.
  private static final long WAIT_MS_MAX = 1_000;

  private final DevnetOptions options;
  private final LongSupplier clockMs;
  private final DevnetChain chain;
  private final BlocksApi api;
  private final Feed feed = new Feed(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  private long tip;
  private int port;

  DevnetNode(DevnetOptions options, LongSupplier clockMs) {
    this.options = options;
    this.clockMs = clockMs;
    this.chain = new DevnetChain(options);
    this.api = new BlocksApi(chain);
  }

  @Override
  public Future<?> start() {
    tip = chain.tipAt(clockMs.getAsLong());
    HttpServer server = vertx.createHttpServer(serverOptions()).requestHandler(this::serve);
    return server
        .listen(options.port(), options.host())
        .onSuccess(
            listening -> {
              port = listening.actualPort();
              vertx.setPeriodic(KEEP_ALIVE_MS, timer -> feed.ping());
              run();
            });
  }

  @Override
  public Future<?> stop() {
    // A polite close would wait for clients that do not read. The server closes with the verticle.
    disconnectAll();
    return Future.succeededFuture();
  }

  int port() {
    return port;
  }

  Context context() {
    return context;
  }

  /**
   * Announces the blocks that have become due, oldest first. The clock says how many those are and
   * not the timer, so a timer that is late neither loses a block nor shifts those that follow.
   */
  void advance() {
    long due = chain.tipAt(clockMs.getAsLong());
    if (!feed.hasClients()) {
      tip = Math.max(tip, due);
    }
    for (int blocks = 0; tip < due && blocks < BLOCKS_AT_ONCE_MAX; blocks++) {
      feed.announce(chain.announcementsAt(++tip));
    }
  }

  void disconnectAll() {
    feed.cutAll();
  }

  private void run() {
    advance();
    long waitMs = chain.dueMs(tip + 1) - clockMs.getAsLong();
    vertx.setTimer(Math.min(Math.max(1, waitMs), WAIT_MS_MAX), timer -> run());
  }

  private void serve(HttpServerRequest request) {
    if (request.path().equals(FEED)) {
      serveFeed(request);
    } else if (!request.method().equals(HttpMethod.GET)) {
      send(request, Answer.error(405, "Only GET is served here."));
    } else {
      // So that REST has a block no later than the feed, and not before it either.
      advance();
      send(request, api.answer(request, tip, clockMs.getAsLong()));
    }
  }

  private void serveFeed(HttpServerRequest request) {
    if (!request.canUpgradeToWebSocket()) {
      request.response().setStatusCode(400).end("WebSocket connection required.");
      return;
    }
    request
        .toWebSocket()
        .onSuccess(
            socket -> {
              advance();
              List<DevnetBlock> greeting = chain.newestAnnounced(tip).stream().toList();
              feed.join(socket, greeting);
            });
  }

  private static void send(HttpServerRequest request, Answer answer) {
    request
        .response()
        .setStatusCode(answer.status())
        .putHeader("content-type", "application/json")
        .end(answer.body());
  }

  private static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        // Some clients ask for it with their first request, the JDK's among them, which then now
        // and then takes the answer for another protocol's.
        .setHttp2ClearTextEnabled(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
  }
}
