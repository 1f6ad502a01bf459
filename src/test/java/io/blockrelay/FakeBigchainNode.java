package io.blockrelay;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node of BigchainDB or Planetmint on a real socket, its stream and its HTTP interface on one
 * port: it has the blocks that a test gives it, and keeps them when it is restarted.
 */
final class FakeBigchainNode {
  private static final Pattern BLOCK = Pattern.compile("/api/v1/blocks/(?:id)?(\\d+)");
  private static final Pattern TRANSACTION =
      Pattern.compile("/api/v1/transactions/([0-9a-f]{32})([0-9a-f]{32})");

  private final BigchainShape shape;
  private final ConcurrentSkipListMap<Long, Integer> blocks = new ConcurrentSkipListMap<>();
  private final Map<ServerWebSocket, HttpConnection> clients = new ConcurrentHashMap<>();
  private final HttpServer server;

  /** It keeps its port, which somebody else could take otherwise. */
  private volatile boolean down;

  private FakeBigchainNode(Vertx vertx, BigchainShape shape) {
    this.shape = shape;
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
            .requestHandler(this::serve);
  }

  /** It lasts until the Vert.x is closed. */
  static FakeBigchainNode start(Vertx vertx, BigchainShape shape) {
    FakeBigchainNode node = new FakeBigchainNode(vertx, shape);
    Await.get(node.server.listen(0));
    return node;
  }

  String url() {
    return "ws://127.0.0.1:" + server.actualPort() + shape.path();
  }

  /** How many relays are attached. */
  int attached() {
    return clients.size();
  }

  /** Has the block with so many transactions, and tells nobody. */
  void know(long height, int transactions) {
    blocks.put(height, transactions);
  }

  /** Has the block, and says of it what there is to say. */
  void announce(long height, int transactions) {
    know(height, transactions);
    tell(height, 0, transactions);
  }

  /** Says of a block that it has some of what there is to say. */
  void tell(long height, int from, int to) {
    List<String> messages = shape.messages(height, blocks.getOrDefault(height, 0));
    messages
        .subList(Math.min(from, messages.size()), Math.min(to, messages.size()))
        .forEach(this::say);
  }

  /** Says anything. */
  void say(String message) {
    clients.keySet().forEach(client -> client.writeTextMessage(message));
  }

  String block(long height) {
    return shape.block(height, blocks.getOrDefault(height, 0));
  }

  /** Ends every connection, and takes none. */
  void stop() {
    down = true;
    clients.values().forEach(HttpConnection::close);
    Await.until("all are gone", clients::isEmpty);
  }

  void startAgain() {
    down = false;
  }

  private void serve(HttpServerRequest request) {
    if (down) {
      request.connection().close();
      return;
    }
    if (request.path().equals(shape.path()) && request.canUpgradeToWebSocket()) {
      request.toWebSocket().onSuccess(client -> attach(client, request.connection()));
      return;
    }
    Matcher block = BLOCK.matcher(request.path());
    Matcher transaction = TRANSACTION.matcher(request.path());
    if (block.matches() && blocks.containsKey(Long.valueOf(block.group(1)))) {
      request.response().end(block(Long.parseLong(block.group(1))));
    } else if (transaction.matches()) {
      long height = Long.parseLong(transaction.group(1), 16);
      request.response().end(shape.transaction(height, Integer.parseInt(transaction.group(2), 16)));
    } else if (request.path().equals("/api/v1/blocks/latest")
        && shape.isPlanetmint()
        && !blocks.isEmpty()) {
      Map.Entry<Long, Integer> newest = blocks.lastEntry();
      request.response().end(shape.block(newest.getKey(), newest.getValue()));
    } else {
      request.response().setStatusCode(404).end("{\"status\":404,\"message\":\"Not found\"}");
    }
  }

  private void attach(ServerWebSocket client, HttpConnection connection) {
    client.closeHandler(closed -> clients.remove(client));
    clients.put(client, connection);
  }
}
