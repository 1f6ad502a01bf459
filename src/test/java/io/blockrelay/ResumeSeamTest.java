package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.devnet.Devnet;
import io.blockrelay.devnet.DevnetOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client that comes back again and again while blocks fly: between replayed and live there is no
 * seam.
 */
class ResumeSeamTest {
  private static final int RECONNECTS = 150;

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final Devnet devnet =
      Await.get(
          Devnet.start(
              vertx,
              DevnetOptions.defaults()
                  .at("127.0.0.1", 0)
                  .withTimes(System.currentTimeMillis(), Duration.ofMillis(10))));
  private final TestRelay relay =
      TestRelay.start(List.of("ws://127.0.0.1:" + devnet.port() + "/ws/blocks"));

  @AfterEach
  void stop() {
    relay.stop();
    Await.get(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"after", "from"})
  void bringsEveryBlockOnceOverManyConnections(String parameter) {
    List<Long> numbers = new ArrayList<>();
    String uri = "/ws/blocks";
    for (int i = 0; i < RECONNECTS; i++) {
      FeedClient client = FeedClient.connect(connector, relay.port(), uri);
      Await.until("blocks come", () -> client.messages().size() >= 2);
      Await.get(client.socket().close());
      JsonObject last = block(client.messages().get(client.messages().size() - 1));
      numbers.addAll(client.numbers());
      uri =
          parameter.equals("after")
              ? "/ws/blocks?after=" + last.getString("hash")
              : "/ws/blocks?from=" + (last.getLong("number") + 1);
    }

    long first = numbers.get(0);
    assertThat(numbers).isEqualTo(LongStream.range(first, first + numbers.size()).boxed().toList());
  }

  private static JsonObject block(String message) {
    return new JsonObject(message).getJsonObject("block");
  }
}
