package io.blockrelay.peers;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A JSON-RPC client over a WebSocket that remembers every message as it came. It is the JDK's, not
 * Vert.x's: what the relay's own library does on both ends of a wire proves nothing about the wire.
 */
public final class RpcSocket implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long LIMIT_SECONDS = 30;

  private final WebSocket socket;
  private final Inbox inbox;
  private final AtomicInteger requests = new AtomicInteger();
  private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

  private RpcSocket(WebSocket socket, Inbox inbox) {
    this.socket = socket;
    this.inbox = inbox;
  }

  public static RpcSocket connect(String url) {
    Inbox inbox = new Inbox();
    return new RpcSocket(get(HTTP.newWebSocketBuilder().buildAsync(URI.create(url), inbox)), inbox);
  }

  /** The whole reply, whether it has a result or an error. */
  public CompletableFuture<JsonNode> call(String method, Object... params) {
    int id = requests.incrementAndGet();
    CompletableFuture<JsonNode> reply = inbox.expect(id);
    send(RpcCalls.request(id, method, params));
    return reply;
  }

  /** The reply's result, awaited; an error fails the test. */
  public JsonNode result(String method, Object... params) {
    return RpcCalls.result(method, get(call(method, params)));
  }

  /** The subscription's id. */
  public String subscribe(Object... params) {
    return result("eth_subscribe", params).asText();
  }

  /** Any text, after what was sent before. */
  public synchronized void send(String text) {
    sent = sent.thenCompose(before -> socket.sendText(text, true));
  }

  /** Every message so far, byte for byte. */
  public List<String> messages() {
    return inbox.messages;
  }

  /** What the subscription has brought so far. */
  public List<JsonNode> notifications(String subscription) {
    return inbox.notifications(subscription);
  }

  /** The first notification of the subscription that matches, awaited. */
  public JsonNode awaitNotification(String subscription, Predicate<JsonNode> matches) {
    Await.until(
        "a notification that matches",
        () -> notifications(subscription).stream().anyMatch(matches));
    return notifications(subscription).stream().filter(matches).findFirst().orElseThrow();
  }

  /** All of the subscription's notifications, once there are so many. */
  public List<JsonNode> awaitNotifications(String subscription, int count) {
    Await.until(
        count + " notifications of " + subscription,
        () -> notifications(subscription).size() >= count);
    return List.copyOf(notifications(subscription));
  }

  /** The close code and reason, null while the connection stands. */
  public @Nullable String closed() {
    return inbox.closed;
  }

  /** Without a close frame. */
  @Override
  public void close() {
    socket.abort();
  }

  private static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Called by the socket's thread, one call at a time; read by the test's. */
  private static final class Inbox implements WebSocket.Listener {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Map<String, List<JsonNode>> notifications = new ConcurrentHashMap<>();
    private final Map<Integer, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile @Nullable String closed;

    CompletableFuture<JsonNode> expect(int id) {
      return replies.computeIfAbsent(id, key -> new CompletableFuture<>());
    }

    List<JsonNode> notifications(String subscription) {
      return notifications.computeIfAbsent(subscription, key -> new CopyOnWriteArrayList<>());
    }

    @Override
    public @Nullable CompletableFuture<?> onText(
        WebSocket from, CharSequence data, boolean isLast) {
      partial.append(data);
      if (isLast) {
        onMessage(partial.toString());
        partial.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletableFuture<?> onClose(WebSocket from, int code, String reason) {
      closed = code + " " + reason;
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed = error.toString();
    }

    private void onMessage(String text) {
      messages.add(text);
      JsonNode message = RpcCalls.parse(text);
      JsonNode params = message.path("params");
      if (params.has("subscription")) {
        notifications(params.get("subscription").asText()).add(params.get("result"));
      } else if (message.path("id").isInt()) {
        expect(message.get("id").asInt()).complete(message);
      }
    }
  }
}
