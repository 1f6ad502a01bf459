package io.blockrelay.ingest;

import io.blockrelay.protocol.NotFoundException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.internal.VertxInternal;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/**
 * The sockets to one upstream: its feed, its HTTP address, and a second feed connection for what is
 * missing.
 */
final class UpstreamClient {
  private static final int HTTP_CONNECTIONS_MAX = 8;
  private static final long HTTP_TIMEOUT_MS = 5_000;
  private static final int CONNECT_TIMEOUT_MS = 5_000;
  private static final int CLOSING_TIMEOUT_SECONDS = 1;
  private static final long GATHER_IDLE_MS = 3_000;
  private static final int GATHER_MESSAGES_MAX = 20_000;

  private final Vertx vertx;
  private final int frameBytesMax;
  private final URI feed;
  private final URI http;
  private final boolean hasHttp;
  // Kept here for life: a client that nobody refers to is closed by the collector, even in
  // mid-handshake.
  private final WebSocketClient webSocketClient;
  private final HttpClient httpClient;

  /**
   * @param httpPort the port of the HTTP address where none is configured, made of the feed's
   */
  UpstreamClient(
      Vertx vertx, UpstreamConfig upstream, IntUnaryOperator httpPort, int frameBytesMax) {
    this.vertx = vertx;
    this.frameBytesMax = frameBytesMax;
    this.feed = upstream.url();
    URI given = upstream.http();
    this.hasHttp = given != null;
    this.http = given != null ? given : Addresses.httpOf(feed, httpPort);
    this.webSocketClient =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setClosingTimeout(CLOSING_TIMEOUT_SECONDS)
                .setMaxFrameSize(frameBytesMax)
                .setMaxMessageSize(frameBytesMax)
                .setTryUsePerMessageCompression(false));
    this.httpClient =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS),
            new PoolOptions().setHttp1MaxSize(HTTP_CONNECTIONS_MAX));
  }

  /** For people: without a query, a user or a key. */
  String name() {
    return Addresses.plain(feed);
  }

  /** A feed connection. */
  Future<UpstreamSocket> connect(String query) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setTimeout(CONNECT_TIMEOUT_MS)
            // Only browsers have an origin, and geth refuses every one that it is not told of.
            .setAllowOriginHeader(false)
            .setAbsoluteURI(Addresses.withQuery(feed, query));
    return UpstreamSocket.connect(webSocketClient, (VertxInternal) vertx, options, frameBytesMax);
  }

  Future<Buffer> get(String path) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setTimeout(HTTP_TIMEOUT_MS)
            .setAbsoluteURI(Addresses.withPath(http, path));
    return httpClient
        .request(request)
        .compose(ready -> ready.send())
        .compose(response -> body(response, path))
        // The request's own time-out does not cover an answer whose end is never seen.
        .timeout(2 * HTTP_TIMEOUT_MS, TimeUnit.MILLISECONDS);
  }

  boolean hasHttp() {
    return hasHttp;
  }

  Future<Buffer> post(Buffer json) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setTimeout(HTTP_TIMEOUT_MS)
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .setAbsoluteURI(http.toString());
    return httpClient
        .request(request)
        .compose(ready -> ready.send(json))
        .compose(HttpClientResponse::body)
        .timeout(2 * HTTP_TIMEOUT_MS, TimeUnit.MILLISECONDS);
  }

  Future<Void> pause(long ms) {
    return Pause.of(vertx, ms);
  }

  Future<List<Buffer>> gather(String query, Predicate<Buffer> last) {
    return connect(query)
        .compose(
            socket -> {
              Gathering gathering =
                  new Gathering(vertx, socket, last, GATHER_IDLE_MS, GATHER_MESSAGES_MAX);
              socket.read(gathering::received, gathering::closed, ignored -> {});
              return gathering.messages();
            });
  }

  /** Completes when none of its sockets is left, at the latest a little after a second. */
  Future<?> close() {
    return Future.join(webSocketClient.close(), httpClient.close());
  }

  private static Future<Buffer> body(HttpClientResponse response, String path) {
    return switch (response.statusCode()) {
      case 200 -> response.body();
      case 404 -> Future.failedFuture(new NotFoundException(path));
      default -> Future.failedFuture("HTTP " + response.statusCode() + " for " + path);
    };
  }
}
