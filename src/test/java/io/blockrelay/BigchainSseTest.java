package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The transactions as Server-Sent Events, with the JDK's client at the other end. */
class BigchainSseTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeBigchainNode node = FakeBigchainNode.start(vertx, BigchainShape.BIGCHAINDB_2);
  private final TestRelay relay;

  BigchainSseTest() throws IOException {
    relay = TestRelay.bigchain(List.of(node.url()));
    Await.until("the relay is attached", () -> node.attached() == 1);
  }

  @AfterEach
  void stop() {
    relay.stop();
    node.stop();
    Await.get(vertx.close());
  }

  @Test
  void goesOnInTheMiddleOfABlock() {
    String second;
    try (EventClient client = EventClient.get(relay.port(), "/sse/valid_tx", null);
        EventClient named = EventClient.get(relay.port(), "/bdb/sse/valid_tx", null)) {
      node.announce(11, 1);
      node.announce(12, 3);
      node.announce(13, 1);

      List<String> ids = client.idsOf(5);
      assertThat(ids).containsExactly("10:11:1", "11:12:1", "11:12:2", "11:12:3", "12:13:1");
      assertThat(named.idsOf(5)).isEqualTo(ids);
      assertThat(client.events().get(2).data()).isEqualTo(message(12, 1));
      second = ids.get(2);
    }
    try (EventClient again = EventClient.get(relay.port(), "/sse/valid_tx", second)) {
      node.announce(14, 1);

      assertThat(again.idsOf(3)).containsExactly("11:12:3", "12:13:1", "13:14:1");
      assertThat(again.events().get(0).data()).isEqualTo(message(12, 2));
    }
  }

  private static String message(long height, int index) {
    return "{\"txid\":\"%s\",\"assetid\":\"%s\",\"blockid\":\"%d\"}"
        .formatted(BigchainShape.txid(height, index), BigchainShape.assetid(height, index), height);
  }
}
