package io.blockrelay;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An upstream that says what a test tells it to, over a real socket. */
final class FakeFeed {
  private final HttpServer server;
  private final List<ServerWebSocket> clients = new CopyOnWriteArrayList<>();
  private final Map<String, String> rest = new ConcurrentHashMap<>();
  private final List<String> queries = new CopyOnWriteArrayList<>();

  private FakeFeed(Vertx vertx) {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setMaxWebSocketFrameSize(32 << 20))
            .requestHandler(this::serve);
  }

  static FakeFeed start(Vertx vertx) {
    FakeFeed feed = new FakeFeed(vertx);
    Await.get(feed.server.listen(0));
    return feed;
  }

  String url() {
    return "ws://127.0.0.1:" + server.actualPort() + "/ws/blocks";
  }

  /** How many relays are attached. */
  int attached() {
    return clients.size();
  }

  /** The query of each connection that was made, empty where there was none. */
  List<String> queries() {
    return queries;
  }

  void announce(String message) {
    listeners().forEach(client -> client.writeTextMessage(message));
  }

  void announceBinary(Buffer message) {
    listeners().forEach(client -> client.writeBinaryMessage(message));
  }

  /** The same in two frames with a ping between them. */
  void announceAroundAPing(String message) {
    int half = message.length() / 2;
    for (ServerWebSocket client : listeners()) {
      client.writeFrame(WebSocketFrame.textFrame(message.substring(0, half), false));
      client.writePing(Buffer.buffer("ping"));
      client.writeFrame(
          WebSocketFrame.continuationFrame(Buffer.buffer(message.substring(half)), true));
    }
  }

  /** Answers {@code GET path} from now on. */
  void rest(String path, String body) {
    rest.put(path, body);
  }

  void disconnectAll() {
    clients.forEach(client -> client.close());
  }

  Future<Void> stop() {
    return server.close();
  }

  /** Whoever is attached: a relay that has just started may be only about to. */
  private List<ServerWebSocket> listeners() {
    // Not for a timer, which will announce more, and may hold up the very event loop.
    if (!Context.isOnEventLoopThread()) {
      Await.until("somebody is attached", () -> !clients.isEmpty());
    }
    return clients;
  }

  private void serve(HttpServerRequest request) {
    String body = rest.get(request.uri());
    if (request.path().equals("/ws/blocks") && request.canUpgradeToWebSocket()) {
      queries.add(request.query() == null ? "" : request.query());
      request
          .toWebSocket()
          .onSuccess(
              client -> {
                client.closeHandler(closed -> clients.remove(client));
                clients.add(client);
              });
    } else if (body != null) {
      request.response().end(body);
    } else {
      request.response().setStatusCode(404).end();
    }
  }
}
