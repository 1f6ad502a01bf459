package io.blockrelay;

import io.blockrelay.peers.DevNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Stands before a node, and remembers what comes through to it. */
final class CountingProxy {
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final WebSocketClient client;
  private final HttpServer server;
  private final String node;

  private CountingProxy(Vertx vertx, String node) {
    this.client = FeedClient.connector(vertx);
    this.server = vertx.createHttpServer().requestHandler(this::serve);
    this.node = node;
  }

  static CountingProxy before(DevNode node, Vertx vertx) {
    CountingProxy proxy = new CountingProxy(vertx, node.wsUrl());
    Await.get(proxy.server.listen(0, "127.0.0.1"));
    return proxy;
  }

  String wsUrl() {
    return "ws://127.0.0.1:" + server.actualPort();
  }

  /** How often the node was asked with all of these texts, a method and parameters. */
  long asked(String... texts) {
    return messages.stream()
        .filter(message -> Stream.of(texts).allMatch(text -> message.contains('"' + text + '"')))
        .count();
  }

  private void serve(HttpServerRequest request) {
    request.pause();
    Future<WebSocket> there = client.connect(new WebSocketConnectOptions().setAbsoluteURI(node));
    there.compose(up -> request.toWebSocket().onSuccess(down -> join(down, up)));
  }

  private void join(ServerWebSocket down, WebSocket up) {
    down.textMessageHandler(
        message -> {
          messages.add(message);
          up.writeTextMessage(message);
        });
    up.textMessageHandler(down::writeTextMessage);
    down.closeHandler(closed -> up.close());
    up.closeHandler(closed -> down.close());
  }
}
