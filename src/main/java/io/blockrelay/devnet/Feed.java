package io.blockrelay.devnet;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** The clients of {@code /ws/blocks}. Confined to its devnet's event loop. */
final class Feed {
  /** As many as a Basalt node takes. */
  static final int CLIENTS_MAX = 1_000;

  private static final short POLICY_VIOLATION = 1008;

  private final Set<FeedClient> clients = new LinkedHashSet<>();
  private final LongSupplier uptimeMs;

  Feed(LongSupplier uptimeMs) {
    this.uptimeMs = uptimeMs;
  }

  void join(ServerWebSocket socket, List<DevnetBlock> greeting) {
    if (clients.size() >= CLIENTS_MAX) {
      socket.close(POLICY_VIOLATION, "Too many connections");
      return;
    }
    FeedClient client = new FeedClient(socket, uptimeMs);
    clients.add(client);
    socket.closeHandler(closed -> clients.remove(client));
    // A connection that breaks is closed, and that is enough to know.
    socket.exceptionHandler(broken -> {});
    socket.handler(ignored -> {});
    greeting.forEach(block -> client.send(message("current_block", block)));
  }

  void announce(List<DevnetBlock> blocks) {
    cut(clients.stream().filter(FeedClient::tooSlow).toList());
    for (DevnetBlock block : blocks) {
      String message = message("new_block", block);
      clients.forEach(client -> client.send(message));
    }
  }

  void ping() {
    clients.forEach(FeedClient::ping);
  }

  void cutAll() {
    cut(List.copyOf(clients));
  }

  boolean hasClients() {
    return !clients.isEmpty();
  }

  private void cut(List<FeedClient> some) {
    some.forEach(clients::remove);
    some.forEach(FeedClient::cut);
  }

  private static String message(String type, DevnetBlock block) {
    return new JsonObject().put("type", type).put("block", block.feedJson()).encode();
  }
}
