package io.blockrelay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CometBFT 0.38 node on a real socket: it has the blocks that a test gives it, and announces what
 * the test tells it to. It answers over WebSocket, and over HTTP POST.
 */
final class FakeCometNode {
  private static final Pattern EVENT = Pattern.compile("tm\\.event\\s*=\\s*'(\\w+)'");

  private final HttpServer server;
  private final ConcurrentSkipListMap<Long, CometBlock> blocks = new ConcurrentSkipListMap<>();

  /** The JSON text of the id by the query. */
  private final Map<ServerWebSocket, Map<String, String>> clients = new ConcurrentHashMap<>();

  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** {@code "result":…} or {@code "error":…} by the method. */
  private final Map<String, String> fixed = new ConcurrentHashMap<>();

  private FakeCometNode(Vertx vertx) {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setMaxWebSocketFrameSize(32 << 20))
            .requestHandler(this::serve);
  }

  static FakeCometNode start(Vertx vertx) {
    FakeCometNode node = new FakeCometNode(vertx);
    Await.get(node.server.listen(0));
    return node;
  }

  String url() {
    return "ws://127.0.0.1:" + server.actualPort() + "/websocket";
  }

  CometBlock block(long height) {
    CometBlock block = blocks.get(height);
    if (block == null) {
      throw new IllegalArgumentException("no block has been announced: " + height);
    }
    return block;
  }

  /** Has the block, and tells nobody. */
  void know(CometBlock block) {
    blocks.put(block.height(), block);
  }

  /** Tells everybody of the block's header; for the rest it wants to be asked. */
  void announce(CometBlock block) {
    know(block);
    announce("NewBlockHeader", block.body("NewBlockHeader", 0));
  }

  /** Tells everybody who subscribed to the event by its name. */
  void announce(String event, String body) {
    clients.forEach(
        (client, queries) ->
            queries.forEach(
                (query, id) -> {
                  Matcher named = EVENT.matcher(query);
                  if (named.find() ? named.group(1).equals(event) : query.contains("EXISTS")) {
                    client.writeTextMessage(
                        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"query\":%s,%s}}"
                            .formatted(
                                id,
                                new JsonArray().add(query).encode().replaceAll("^\\[|]$", ""),
                                body));
                  }
                }));
  }

  /** Whether somebody subscribed to the event by its name. */
  boolean isWanted(String event) {
    return clients.values().stream()
        .flatMap(queries -> queries.keySet().stream())
        .anyMatch(query -> query.contains("'" + event + "'"));
  }

  /** How often the method was called. */
  long asked(String method) {
    return asked.stream().filter(method::equals).count();
  }

  /** Answers the method with this from now on: {@code "result":…} or {@code "error":…}. */
  void answer(String method, String resultOrError) {
    fixed.put(method, resultOrError);
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
          .onSuccess(body -> request.response().end(reply(body.toJsonObject(), Map.of())));
    }
  }

  private void attach(ServerWebSocket client) {
    Map<String, String> queries = new ConcurrentHashMap<>();
    client.closeHandler(closed -> clients.remove(client));
    client.textMessageHandler(
        message -> client.writeTextMessage(reply(new JsonObject(message), queries)));
    clients.put(client, queries);
  }

  private String reply(JsonObject call, Map<String, String> queries) {
    String method = call.getString("method");
    asked.add(method);
    String id = new JsonArray().add(call.getValue("id")).encode().replaceAll("^\\[|]$", "");
    String known = fixed.get(method);
    String answer = known == null ? answer(method, call, id, queries) : known;
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,%s}".formatted(id, answer);
  }

  private String answer(String method, JsonObject call, String id, Map<String, String> queries) {
    Object params = call.getValue("params");
    return switch (method) {
      case "subscribe" ->
          queries.putIfAbsent(argument(params, "query", 0), id) == null
              ? "\"result\":{}"
              : internal("already subscribed");
      case "unsubscribe" ->
          queries.remove(argument(params, "query", 0)) == null
              ? internal("subscription not found")
              : "\"result\":{}";
      case "status" -> "\"result\":" + status();
      case "health" -> "\"result\":{}";
      case "block" ->
          of(height(params), b -> "{\"block_id\":" + b.id() + ",\"block\":" + b.block() + "}");
      case "header" -> of(height(params), b -> "{\"header\":" + b.header() + "}");
      case "block_results" -> of(height(params), CometBlock::results);
      case "block_by_hash" -> byHash(argument(params, "hash", 0));
      case "blockchain" -> metas(params);
      default -> "\"error\":{\"code\":-32601,\"message\":\"Method not found\"}";
    };
  }

  private interface Writer {
    String write(CometBlock block);
  }

  private String of(@Nullable Long height, Writer writer) {
    if (blocks.isEmpty()) {
      return internal("height must be greater than 0, but got 0");
    }
    if (height != null && height < blocks.firstKey()) {
      return internal(
          "height %d is not available, lowest height is %d".formatted(height, blocks.firstKey()));
    }
    CometBlock block = height == null ? blocks.lastEntry().getValue() : blocks.get(height);
    return block == null
        ? internal(
            "height %d must be less than or equal to the current blockchain height %d"
                .formatted(height, blocks.lastKey()))
        : "\"result\":" + writer.write(block);
  }

  /** As base64 over JSON-RPC, or as hexadecimal digits. */
  private String byHash(String hash) {
    String hex =
        hash.length() == 64
            ? hash
            : HexFormat.of().withUpperCase().formatHex(Base64.getDecoder().decode(hash));
    return blocks.values().stream()
        .filter(block -> CometBlock.hash(block.height()).equals(hex))
        .findFirst()
        .map(b -> "\"result\":{\"block_id\":" + b.id() + ",\"block\":" + b.block() + "}")
        .orElse(
            "\"result\":{\"block_id\":{\"hash\":\"\",\"parts\":{\"total\":0,\"hash\":\"\"}},\"block\":null}");
  }

  private String metas(Object params) {
    long last = Math.min(tip(), Long.parseLong(argument(params, "maxHeight", 1)));
    long first = blocks.isEmpty() ? 1 : blocks.firstKey();
    long from = Math.max(first, Long.parseLong(argument(params, "minHeight", 0)));
    if (from > last) {
      return internal("min height %d can't be greater than max height %d".formatted(from, last));
    }
    List<String> newestFirst =
        blocks.subMap(Math.max(from, last - 19), true, last, true).descendingMap().values().stream()
            .map(CometBlock::meta)
            .toList();
    return "\"result\":{\"last_height\":\"%d\",\"block_metas\":[%s]}"
        .formatted(tip(), String.join(",", newestFirst));
  }

  String status() {
    return "{\"node_info\":{\"network\":\"test-chain\",\"version\":\"0.38.17\"},\"sync_info\":{\"latest_block_hash\":\"%s\",\"latest_block_height\":\"%d\",\"earliest_block_height\":\"%d\",\"catching_up\":false}}"
        .formatted(CometBlock.hash(tip()), tip(), blocks.isEmpty() ? 0 : blocks.firstKey());
  }

  private long tip() {
    return blocks.isEmpty() ? 0 : blocks.lastKey();
  }

  private static String internal(String data) {
    return "\"error\":{\"code\":-32603,\"message\":\"Internal error\",\"data\":\"" + data + "\"}";
  }

  private static @Nullable Long height(@Nullable Object params) {
    String height = argument(params, "height", 0);
    return height.isEmpty() ? null : Long.valueOf(height);
  }

  private static String argument(@Nullable Object params, String name, int position) {
    Object value =
        params instanceof JsonArray array
            ? position < array.size() ? array.getValue(position) : null
            : params instanceof JsonObject named ? named.getValue(name) : null;
    return value == null ? "" : value.toString();
  }
}
