package io.blockrelay;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A client of the relay that remembers what it got. */
final class FeedClient {
  private static final int ATTEMPTS = 10;

  private final WebSocket socket;
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private volatile @Nullable String closed;

  private FeedClient(WebSocket socket) {
    this.socket = socket;
    socket.textMessageHandler(messages::add);
    socket.closeHandler(end -> closed = socket.closeStatusCode() + " " + socket.closeReason());
  }

  /** One for many connections; to be kept as long as they live. */
  static WebSocketClient connector(Vertx vertx) {
    return vertx.createWebSocketClient(options());
  }

  /** The same for clients that offer compression. */
  static WebSocketClient compressingConnector(Vertx vertx) {
    return vertx.createWebSocketClient(
        options().setTryUsePerMessageCompression(true).setCompressionAllowClientNoContext(true));
  }

  private static WebSocketClientOptions options() {
    return new WebSocketClientOptions()
        .setMaxConnections(10_000)
        .setMaxFrameSize(32 << 20)
        .setMaxMessageSize(32 << 20);
  }

  /**
   * Tries again where the close came along with the upgrade: Vert.x keeps its code to itself then.
   */
  static FeedClient connect(WebSocketClient connector, int port, String uri) {
    for (int attempts = 1; ; attempts++) {
      try {
        return connectOnce(connector, port, uri);
      } catch (AssertionError failed) {
        if (!(failed.getCause() instanceof IllegalStateException) || attempts == ATTEMPTS) {
          throw failed;
        }
      }
    }
  }

  /** Once the relay knows the block that the client wants to start with, and has sent it. */
  static FeedClient connectLater(WebSocketClient connector, int port, String uri) {
    List<FeedClient> accepted = new ArrayList<>();
    Await.until(
        uri + " is accepted",
        () -> {
          try {
            return accepted.add(connect(connector, port, uri));
          } catch (AssertionError refused) {
            return false;
          }
        });
    FeedClient client = accepted.get(0);
    Await.until("the first message", () -> !client.messages().isEmpty());
    return client;
  }

  private static FeedClient connectOnce(WebSocketClient connector, int port, String uri) {
    ClientWebSocket socket = connector.webSocket();
    // Listens before it is connected: a replay may begin before anybody learns of the connection.
    FeedClient client = new FeedClient(socket);
    Await.get(socket.connect(port, "127.0.0.1", uri));
    return client;
  }

  WebSocket socket() {
    return socket;
  }

  List<String> messages() {
    return messages;
  }

  /** The number of each block that came, in the order of their coming. */
  List<Long> numbers() {
    return messages.stream()
        .map(JsonObject::new)
        .filter(message -> message.containsKey("block"))
        .map(message -> message.getJsonObject("block").getLong("number"))
        .toList();
  }

  /** The code and the reason, null while the connection stands. */
  @Nullable String closed() {
    return closed;
  }
}
