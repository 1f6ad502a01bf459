package io.blockrelay;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A Basalt feed that does what a test told it, one step a connection, and then stays silent. */
final class FeedServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server = vertx.createHttpServer().requestHandler(this::handle);
  private final Deque<Consumer<HttpServerRequest>> steps = new ConcurrentLinkedDeque<>();
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  FeedServer() {
    listen(0);
  }

  int port() {
    return server.actualPort();
  }

  String url() {
    return "ws://127.0.0.1:" + port();
  }

  /** The next request's path and query. */
  String nextRequest() throws InterruptedException {
    return requests.take();
  }

  /** Accepts a client, and lets {@code then} send and close. */
  FeedServer accepting(Consumer<ServerWebSocket> then) {
    steps.add(request -> request.toWebSocket().onSuccess(then::accept));
    return this;
  }

  FeedServer refusing(int status, String body) {
    steps.add(request -> request.response().setStatusCode(status).end(body));
    return this;
  }

  static String block(long number) {
    return "{\"type\":\"new_block\",\"block\":" + blockOnly(number) + "}";
  }

  static String blockOnly(long number) {
    return "{\"number\":%d,\"hash\":\"0x%064x\",\"timestamp\":1710000000,\"transactionCount\":%d}"
        .formatted(number, number, number);
  }

  static String hash(long number) {
    return "0x%064x".formatted(number);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void listen(int port) {
    server.listen(port, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
  }

  private void handle(HttpServerRequest request) {
    requests.add(request.uri());
    Consumer<HttpServerRequest> step = steps.poll();
    if (step == null) {
      request.toWebSocket();
    } else {
      step.accept(request);
    }
  }
}
