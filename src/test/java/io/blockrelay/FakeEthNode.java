package io.blockrelay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An Ethereum node on a real socket: it has the chain that a test gives it, and announces what the
 * test tells it to. It answers over WebSocket, and over HTTP POST.
 */
final class FakeEthNode {
  private final HttpServer server;
  private final FakeEthChain chain = new FakeEthChain();

  /** The subscription's name and second parameter, by the client and the id that it was given. */
  private final Map<ServerWebSocket, Map<String, String>> clients = new ConcurrentHashMap<>();

  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** The answers that are kept back, by the methods that it is mute to. */
  private final Map<String, List<Runnable>> waiting = new ConcurrentHashMap<>();

  private final Map<String, String> fixed = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private volatile Set<String> offered = Set.of("newHeads", "newPendingTransactions", "syncing");

  private FakeEthNode(Vertx vertx) {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setMaxWebSocketFrameSize(32 << 20))
            .requestHandler(this::serve);
  }

  static FakeEthNode start(Vertx vertx) {
    return start(vertx, 0);
  }

  /** The same where an earlier one has been. */
  static FakeEthNode start(Vertx vertx, int port) {
    return Await.listenAgain(
        () -> {
          FakeEthNode node = new FakeEthNode(vertx);
          return node.server.listen(port).map(node);
        });
  }

  int port() {
    return server.actualPort();
  }

  String url() {
    return "ws://127.0.0.1:" + server.actualPort();
  }

  /** What it knows; to be changed before what depends on it is announced. */
  FakeEthChain chain() {
    return chain;
  }

  /** Makes the block its head, and tells everybody. */
  void announce(EthBlock block) {
    chain.head(block);
    announce("newHeads", block.header());
  }

  /** Tells those who subscribed to whole transactions and to hashes. */
  void announcePending(EthBlock.Tx tx) {
    announce("newPendingTransactions", "\"" + tx.hash() + "\"");
    announce("newPendingTransactions true", tx.pending());
  }

  /**
   * Tells everybody who subscribed to {@code topic}: its name, and {@code true} where it has it.
   */
  void announce(String topic, String result) {
    clients.forEach(
        (client, subscriptions) ->
            subscriptions.forEach(
                (id, name) -> {
                  if (name.equals(topic)) {
                    client.writeTextMessage(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"%s\",\"result\":%s}}"
                            .formatted(id, result));
                  }
                }));
  }

  /** How many subscriptions to the topic there are, written as for {@link #announce}. */
  long subscribed(String topic) {
    return clients.values().stream()
        .flatMap(names -> names.values().stream())
        .filter(topic::equals)
        .count();
  }

  /** How often the method was called; what is called last may not have been done yet. */
  long asked(String method) {
    return asked.stream().filter(method::equals).count();
  }

  /** Answers the method with this result from now on. */
  void answer(String method, String result) {
    fixed.put(method, result);
  }

  /** Answers calls of the method no more. */
  void mute(String method) {
    waiting.putIfAbsent(method, new ArrayList<>());
  }

  /** Answers the calls of the method that it was mute to over WebSocket, and those that come. */
  void answerTheWaiting(String method) {
    List<Runnable> answers = waiting.remove(method);
    if (answers != null) {
      answers.forEach(Runnable::run);
    }
  }

  /** Answers the method from its chain again. */
  void answerAgain(String method) {
    waiting.remove(method);
    fixed.remove(method);
  }

  /** Knows only these subscriptions from now on. */
  void offer(String... topics) {
    offered = Set.of(topics);
  }

  int attached() {
    return clients.size();
  }

  void disconnectAll() {
    clients.keySet().forEach(client -> client.close());
  }

  Future<Void> stop() {
    return server.close();
  }

  private void serve(HttpServerRequest request) {
    if (request.canUpgradeToWebSocket()) {
      request.toWebSocket().onSuccess(this::attach);
    } else {
      request
          .body()
          .onSuccess(
              body -> {
                JsonObject call = body.toJsonObject();
                if (!keptBack(call, () -> {})) {
                  request.response().end(reply(call, Map.of()));
                }
              });
    }
  }

  private void attach(ServerWebSocket client) {
    Map<String, String> subscriptions = new ConcurrentHashMap<>();
    client.closeHandler(closed -> clients.remove(client));
    client.textMessageHandler(
        message -> {
          JsonObject call = new JsonObject(message);
          Runnable answer = () -> client.writeTextMessage(reply(call, subscriptions));
          if (!keptBack(call, answer)) {
            answer.run();
          }
        });
    clients.put(client, subscriptions);
  }

  /** Whether the call is of a method that it is mute to. */
  private boolean keptBack(JsonObject call, Runnable answer) {
    asked.add(call.getString("method"));
    // Atomic, for somebody may have the waiting answered in this moment.
    return waiting.computeIfPresent(
            call.getString("method"),
            (method, answers) -> {
              answers.add(answer);
              return answers;
            })
        != null;
  }

  private String reply(JsonObject call, Map<String, String> subscriptions) {
    String method = call.getString("method");
    JsonArray params = call.getJsonArray("params", new JsonArray());
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,%s}"
        .formatted(call.getValue("id"), outcome(method, params, subscriptions));
  }

  private String outcome(String method, JsonArray params, Map<String, String> subscriptions) {
    try {
      String result =
          switch (method) {
            case "eth_subscribe" -> subscribe(params, subscriptions);
            case "eth_unsubscribe" ->
                String.valueOf(subscriptions.remove(params.getString(0)) != null);
            default -> fixed.containsKey(method) ? fixed.get(method) : chain.answer(method, params);
          };
      return result == null ? error(-32601, "the method does not exist") : "\"result\":" + result;
    } catch (RuntimeException odd) {
      // A client's nonsense, passed on.
      return error(-32602, "invalid params");
    }
  }

  private static String error(int code, String message) {
    return "\"error\":{\"code\":%d,\"message\":\"%s\"}".formatted(code, message);
  }

  private @Nullable String subscribe(JsonArray params, Map<String, String> subscriptions) {
    String name = params.getString(0);
    if (!offered.contains(name)) {
      return null;
    }
    String id = "0x" + Long.toHexString(0xabc000 + ids.incrementAndGet());
    boolean full = params.size() > 1 && Boolean.TRUE.equals(params.getValue(1));
    subscriptions.put(id, full ? name + " true" : name);
    return "\"" + id + "\"";
  }
}
