package io.blockrelay.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.Await;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RosterTest {
  private final Vertx vertx = Vertx.vertx();
  private final Roster one = new Roster("n1", () -> new JsonObject().put("connections", 1));
  private final Roster two = new Roster("n2", () -> new JsonObject().put("connections", 2));

  @AfterEach
  void close() {
    Await.get(vertx.close());
  }

  @Test
  void nodesKnowOfEachOtherAndForgetWhoIsSilent() {
    Await.get(vertx.deployVerticle(one));
    String deployed = Await.get(vertx.deployVerticle(two));
    JsonObject first = new JsonObject().put("connections", 1).put("id", "n1");
    JsonObject second = new JsonObject().put("connections", 2).put("id", "n2");
    Await.until("one knows both", () -> one.nodes().equals(List.of(first, second)));
    Await.until("two knows both", () -> two.nodes().equals(List.of(first, second)));

    Await.get(vertx.undeploy(deployed));

    Await.until("two is forgotten", () -> one.nodes().equals(List.of(first)));
    assertThat(one.nodes()).containsExactly(first);
  }
}
