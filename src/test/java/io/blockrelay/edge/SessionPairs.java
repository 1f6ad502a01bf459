package io.blockrelay.edge;

import io.blockrelay.Await;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.basalt.BasaltProtocol;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sessions of one event loop that follow no chain, each with its client at the other end. */
final class SessionPairs {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final WebSocketClient connector =
      vertx.createWebSocketClient(
          new WebSocketClientOptions()
              .setMaxConnections(1_000)
              .setMaxFrameSize(1 << 20)
              .setMaxMessageSize(1 << 20));
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final ChainRoute route;
  private final HttpServer server;

  /** A session, and what its client got. */
  record Pair(Session session, WebSocket client, List<String> got) {
    List<String> gets(int messages) {
      Await.until(messages + " messages have come", () -> got.size() >= messages);
      return got;
    }
  }

  SessionPairs() {
    this(new BasaltProtocol().dialects().get(0));
  }

  @SuppressWarnings("NullAway") // Nothing of the chain is asked for.
  SessionPairs(ClientDialect dialect) {
    route = new ChainRoute(null, dialect, dialect.terms(), null, null, null, null);
    server = vertx.createHttpServer().webSocketHandler(this::open);
    onLoop(() -> server.listen(0, "127.0.0.1"));
    Await.until("the server listens", () -> server.actualPort() > 0);
  }

  List<Pair> connect(int count) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int before = sessions.size();
      List<String> got = new CopyOnWriteArrayList<>();
      WebSocket client =
          Await.get(
              connector
                  .connect(server.actualPort(), "127.0.0.1", "/")
                  .onSuccess(socket -> socket.textMessageHandler(got::add)));
      Await.until("the session is there", () -> sessions.size() > before);
      pairs.add(new Pair(sessions.get(before), client, got));
    }
    return pairs;
  }

  /** Runs on the sessions' event loop, and is done when this returns. */
  void onLoop(Runnable action) {
    Promise<Void> done = Promise.promise();
    loop.runOnContext(
        go -> {
          try {
            action.run();
            done.complete();
          } catch (AssertionError | RuntimeException e) {
            done.fail(e);
          }
        });
    Await.get(done.future());
  }

  void close() {
    Await.get(vertx.close());
  }

  private void open(ServerWebSocket socket) {
    Keepalive keepalive = new Keepalive(Long.MAX_VALUE, 0);
    ClientConnection connection =
        new WebSocketConnection(socket, Framing.WEBSOCKET, keepalive, 1_000, new TokenBucket(0, 0));
    sessions.add(new Session(connection, route, gone -> {}));
  }
}
