package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that hangs up as soon as somebody is there, as one does that has too many clients. */
class HastyUpstreamTest {
  private static final int TURNED_AWAY = 50;

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final AtomicInteger connections = new AtomicInteger();
  private final HttpServer node =
      Await.get(vertx.createHttpServer().webSocketHandler(this::serve).listen(0, "127.0.0.1"));
  private final TestRelay relay =
      TestRelay.start(
          List.of("ws://127.0.0.1:" + node.actualPort() + "/ws/blocks"),
          "ingest.reconnectFirst=1ms",
          "ingest.reconnectMax=5ms");

  @AfterEach
  void stop() {
    relay.stop();
    Await.get(vertx.close());
  }

  @Test
  void isTriedUntilItStays() {
    FeedClient client = FeedClient.connectLater(connector, relay.port(), "/ws/blocks?from=1");

    assertThat(client.numbers()).containsExactly(1L);
    assertThat(connections).hasValue(TURNED_AWAY + 1);
  }

  private void serve(ServerWebSocket socket) {
    if (connections.incrementAndGet() <= TURNED_AWAY) {
      socket.close((short) 1008, "Too many connections");
    } else {
      socket.writeTextMessage(TestChain.message(1));
    }
  }
}
