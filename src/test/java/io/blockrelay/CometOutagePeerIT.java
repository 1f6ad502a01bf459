package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.CometFollower.Told;
import io.blockrelay.peers.CometNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A node goes away and comes back: clients of the relay keep their subscriptions, and miss nothing
 * of what the node then has, nor get any of it twice.
 */
class CometOutagePeerIT {
  private static final String[] IMPATIENT = {
    "ingest.reconnectFirst=100ms", "ingest.reconnectMax=500ms", "ingest.stallAfter=2s"
  };
  private static final String BLOCKS = "tm.event='NewBlock'";
  private static final String HEADERS = "tm.event='NewBlockHeader'";
  private static final String EVENTS = "tm.event='NewBlockEvents'";
  private static final String TRANSACTIONS = "tm.event='Tx'";

  @Test
  void goesOnWithANodeThatWasRestarted() {
    goesOnAfter(
        node -> {
          node.stop();
          return node.restart();
        });
  }

  @Test
  void goesOnWithANodeThatWasKilled() {
    goesOnAfter(
        node -> {
          node.kill();
          return node.restart();
        });
  }

  private interface Outage {
    CometNode over(CometNode node);
  }

  private static void goesOnAfter(Outage outage) {
    CometNode node = CometNode.start();
    try (CometRelay relay = CometRelay.of(node, IMPATIENT);
        CometFollower client = CometFollower.of(relay.wsUrl())) {
      Stream.of(TRANSACTIONS, EVENTS, BLOCKS, HEADERS).forEach(client::follow);
      long first = node.commit("first=1");
      send(node, "before");

      node = outage.over(node);
      send(node, "meanwhile");
      node.commit("after=1");
      node = outage.over(node);
      long last = node.commit("last=1");

      seesAll(client, node, first, last);
      assertThat(client.socket().closed()).isNull();
    } finally {
      node.close();
    }
  }

  private static void send(CometNode node, String name) {
    for (int i = 0; i < 10; i++) {
      node.send(name + i + "=1");
    }
  }

  private static void seesAll(CometFollower client, CometNode node, long first, long last) {
    client.awaitHeight(last + 1);
    List<Long> heights = LongStream.rangeClosed(first, last).boxed().toList();
    for (String query : List.of(BLOCKS, HEADERS, EVENTS)) {
      assertThat(told(client, query, first, last))
          .as(query)
          .extracting(Told::height)
          .isEqualTo(heights);
    }
    List<JsonNode> transactions = new ArrayList<>();
    for (Told block : told(client, BLOCKS, first, last)) {
      JsonNode asked = node.rpc().call("block", "" + block.height());
      assertThat(block.event().at("/data/value/block")).isEqualTo(asked.get("block"));
      asked.at("/block/data/txs").forEach(transactions::add);
    }
    assertThat(told(client, TRANSACTIONS, first, last))
        .extracting(t -> t.event().at("/data/value/TxResult/tx"))
        .isEqualTo(transactions);
    assertThat(transactions).hasSizeGreaterThanOrEqualTo(13);
  }

  private static List<Told> told(CometFollower client, String query, long first, long last) {
    return client.told(query).stream()
        .filter(t -> first <= t.height() && t.height() <= last)
        .toList();
  }
}
