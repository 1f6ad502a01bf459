package io.blockrelay;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An Ethereum node with one block that answers questions, each with its method's name; those about
 * a balance it answers when a test says so.
 */
final class FakeNode {
  private static final String BLOCK =
      """
      {"number":"0x10","hash":"0x%064x","parentHash":"0x%064x","logsBloom":"0x%0512x",\
      "transactions":[],"uncles":[],"withdrawals":[]}"""
          .formatted(16, 15, 0);

  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<JsonObject> waiting = new CopyOnWriteArrayList<>();
  private volatile ServerWebSocket client;

  @SuppressWarnings("NullAway.Init") // the relay comes later
  private FakeNode(Vertx vertx) {
    server = vertx.createHttpServer().requestHandler(this::serve);
  }

  static FakeNode start(Vertx vertx) {
    FakeNode node = new FakeNode(vertx);
    Await.get(node.server.listen(0, "127.0.0.1"));
    return node;
  }

  /** A question as HTTP has it. */
  static String post(String uri, String body) {
    return "POST %s HTTP/1.1\r\nHost: relay\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(uri, body.getBytes(StandardCharsets.ISO_8859_1).length, body);
  }

  String url() {
    return "ws://127.0.0.1:" + server.actualPort();
  }

  /** Answers those who wait for a balance. */
  void answerTheWaiting() {
    List<JsonObject> calls = List.copyOf(waiting);
    waiting.removeAll(calls);
    calls.forEach(this::reply);
  }

  /** How often that method was called. */
  long asked(String method) {
    return asked.stream().filter(method::equals).count();
  }

  private void serve(HttpServerRequest request) {
    request
        .toWebSocket()
        .onSuccess(
            socket -> {
              client = socket;
              socket.textMessageHandler(message -> answer(new JsonObject(message)));
            });
  }

  private void answer(JsonObject call) {
    String method = call.getString("method");
    asked.add(method);
    if (method.equals("eth_getBalance")) {
      waiting.add(call);
    } else {
      reply(call);
    }
  }

  private void reply(JsonObject call) {
    String method = call.getString("method");
    String result =
        switch (method) {
          case "eth_subscribe" -> "\"0xabc\"";
          case "eth_blockNumber" -> "\"0x10\"";
          case "eth_getBlockByNumber" -> BLOCK;
          default -> "\"" + method + "\"";
        };
    client.writeTextMessage(
        Buffer.buffer("{\"jsonrpc\":\"2.0\",\"id\":" + call.getValue("id") + ",\"result\":")
            .appendString(result + "}")
            .toString());
  }
}
