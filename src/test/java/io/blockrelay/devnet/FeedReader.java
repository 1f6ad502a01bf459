package io.blockrelay.devnet;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the feed that keeps what it gets, for a test to take in order. */
final class FeedReader {
  private static final int ATTEMPTS = 10;
  private static final int WAIT_SECONDS = 30;

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final WebSocket socket;
  // Held, because Vert.x closes a client, and its connections, when nobody refers to it.
  private final WebSocketClient client;

  private FeedReader(WebSocketClient client, WebSocket socket) {
    this.client = client;
    this.socket = socket;
    socket.textMessageHandler(messages::add);
    socket.closeHandler(
        end -> closed.complete(socket.closeStatusCode() + " " + socket.closeReason()));
  }

  static Future<FeedReader> connect(Vertx vertx, int port) {
    WebSocketClientOptions options =
        new WebSocketClientOptions()
            .setMaxConnections(2_000)
            .setMaxFrameSize(2_000_000)
            .setMaxMessageSize(2_000_000);
    return connect(vertx.createWebSocketClient(options), port);
  }

  /**
   * Tries again where the close came along with the upgrade: Vert.x keeps its code to itself then.
   */
  static Future<FeedReader> connect(WebSocketClient client, int port) {
    return connect(client, port, ATTEMPTS);
  }

  private static Future<FeedReader> connect(WebSocketClient client, int port, int attempts) {
    return connectOnce(client, port)
        .recover(
            failure ->
                failure instanceof IllegalStateException && attempts > 1
                    ? connect(client, port, attempts - 1)
                    : Future.failedFuture(failure));
  }

  private static Future<FeedReader> connectOnce(WebSocketClient client, int port) {
    ClientWebSocket socket = client.webSocket();
    // Listens before it is connected: the greeting may come before anybody learns of the
    // connection.
    FeedReader reader = new FeedReader(client, socket);
    return socket
        .connect(
            new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI("/ws/blocks"))
        .map(connected -> reader);
  }

  String next() throws InterruptedException {
    String message = messages.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("the feed is silent");
    }
    return message;
  }

  List<String> next(int count) throws InterruptedException {
    List<String> taken = new ArrayList<>();
    while (taken.size() < count) {
      taken.add(next());
    }
    return taken;
  }

  /** The next message's type and block number. */
  String nextInShort() throws InterruptedException {
    JsonObject message = new JsonObject(next());
    return message.getString("type") + " " + message.getJsonObject("block").getLong("number");
  }

  /** Waits for the close and returns its status and reason. */
  String closed() throws Exception {
    return closed.get(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  WebSocket socket() {
    return socket;
  }

  Future<Void> leave() {
    return socket.close().compose(closed -> client.close());
  }
}
