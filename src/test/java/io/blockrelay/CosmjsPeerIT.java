package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.peers.CometNode;
import io.blockrelay.peers.JsClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program that uses cosmjs sees the same through a relay as at the node. */
class CosmjsPeerIT {
  private static final String QUERY = "app.key CONTAINS 'al'";

  @Test
  void seesWhatItSeesAtTheNode() {
    try (CometNode node = CometNode.start();
        CometRelay relay = CometRelay.of(node)) {
      // cosmjs takes no status of a node without a block.
      node.commit("alpha=0");
      seesTheSame(node, relay);
    }
  }

  private static void seesTheSame(CometNode node, CometRelay relay) {
    try (JsClient direct = JsClient.start("cosmjs", node.wsBase(), QUERY);
        JsClient relayed = JsClient.start("cosmjs", relay.wsBase(), QUERY)) {
      long first = node.commit("alpha=first");
      for (int i = 0; i < 20; i++) {
        node.send((i % 2 == 0 ? "al" : "be") + i + "=é" + i);
      }
      long last = node.commit("alpha=last");

      for (JsClient client : List.of(direct, relayed)) {
        client.await("the next header", line -> line.at("/header/height").asLong() == last + 1);
        client.await("the last transaction", line -> line.at("/tx/height").asLong() == last);
      }
      for (String announcement : List.of("header", "block", "tx")) {
        assertThat(between(first, last, relayed.values(announcement)))
            .as(announcement)
            .isNotEmpty()
            .isEqualTo(between(first, last, direct.values(announcement)));
      }
      assertThat(relayed.values("tx")).hasSize(12);
      assertThat(relayed.values("status").get(0).get("version").asText()).startsWith("0.38.");
      assertThat(relayed.values("error")).isEmpty();
    }
  }

  private static List<JsonNode> between(long first, long last, List<JsonNode> announced) {
    return announced.stream()
        .filter(one -> first <= one.get("height").asLong() && one.get("height").asLong() <= last)
        .toList();
  }
}
