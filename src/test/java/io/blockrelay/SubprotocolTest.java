package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubprotocolTest {
  @Test
  void hearsItsOwnNameBack() throws IOException {
    Vertx vertx = Vertx.vertx();
    WebSocketClient connector = FeedClient.connector(vertx);
    FakeEthNode node = FakeEthNode.start(vertx);
    TestRelay relay = TestRelay.ethereum(List.of(node.url()));
    try {
      WebSocketConnectOptions alchemy =
          new WebSocketConnectOptions()
              .setHost("127.0.0.1")
              .setPort(relay.port())
              .setURI("/eth")
              .addSubProtocol("alchemy-sdk-3.6.2");

      WebSocket socket = Await.get(connector.connect(alchemy));

      assertThat(socket.subProtocol()).isEqualTo("alchemy-sdk-3.6.2");
    } finally {
      relay.stop();
      Await.get(vertx.close());
    }
  }
}
