package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.CometFollower.Told;
import io.blockrelay.peers.CometNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** CometBFT's own clients and the relay's are told the same. */
class CometPeerIT {
  private static final List<String> QUERIES =
      List.of(
          "tm.event='NewBlock'",
          "tm.event='NewBlockHeader'",
          "tm.event='NewBlockEvents'",
          "tm.event='Tx'",
          "tm.event='ValidatorSetUpdates'",
          "tm.event = 'Tx' AND app.key = 'alpha'",
          "tm.event='Tx' AND app.key='alpha' AND app.creator='Cosmoshi Netowoko'",
          "tm.event='Tx' AND tx.height >= 2",
          "tm.event='Tx' AND tx.height < 1",
          "app.key CONTAINS 'alp'",
          "app.key > 7 AND app.key < 9.5",
          "app.creator = 'Cosmoshi'",
          "app.key = 'nobody'",
          "app EXISTS",
          "tx.hash EXISTS AND app.index_key CONTAINS 'working'",
          "tx.hash = '0CD4D3ADAA3C1AFD2F6F3C87EA0BCE13ACA2F86EF9CD5DB45AB8C7D4D3ED9B0E'");

  @Test
  void tellsEachQueryWhatTheNodeTells() {
    try (CometNode node = CometNode.start();
        CometRelay relay = CometRelay.of(node);
        CometFollower relayed = CometFollower.of(relay.wsUrl())) {
      // A node allows a connection five.
      List<CometFollower> direct =
          QUERIES.stream().map(query -> CometFollower.of(node.wsUrl()).follow(query)).toList();
      QUERIES.forEach(relayed::follow);
      long first = node.commit("first=1");

      long last = traffic(node);

      direct.get(QUERIES.indexOf("tm.event='NewBlock'")).awaitHeight(last + 2);
      relayed.awaitHeight(last + 1);
      for (CometFollower one : direct) {
        for (String query : one.queries()) {
          List<Told> expected = between(first, last, one.told());
          assertSame(query, expected, () -> between(first, last, relayed.told(query)));
        }
      }
      assertThat(QUERIES.stream().filter(query -> relayed.told(query).isEmpty())).hasSize(3);
      direct.forEach(CometFollower::close);
    }
  }

  @Test
  void tellsABlocksEventsInTheNodesOrder() {
    try (CometNode node = CometNode.start();
        CometRelay relay = CometRelay.of(node);
        CometFollower direct = CometFollower.of(node.wsUrl());
        CometFollower everything = CometFollower.of(relay.wsUrl());
        CometFollower relayed = CometFollower.of(relay.wsUrl())) {
      direct.follow("tm.event EXISTS");
      everything.follow("tm.event EXISTS");
      for (int i = CometFollower.PARTS.size() - 1; i >= 0; i--) {
        relayed.follow("tm.event='" + CometFollower.PARTS.get(i) + "'");
      }
      long first = node.commit("first=1");

      long last = traffic(node);

      direct.awaitHeight(last + 1);
      List<JsonNode> expected = parts(first, last, direct);
      assertThat(expected).hasSizeGreaterThan(20);
      assertSame("six queries", expected, () -> parts(first, last, relayed));
      assertSame("one query", expected, () -> parts(first, last, everything));
    }
  }

  @Test
  void tellsOfTheConsensusWhatTheNodeTells() {
    List<String> streams = List.of("NewRound", "NewRoundStep", "CompleteProposal", "Polka", "Vote");
    try (CometNode node = CometNode.start();
        CometRelay relay = CometRelay.of(node);
        CometFollower direct = CometFollower.of(node.wsUrl());
        CometFollower relayed = CometFollower.of(relay.wsUrl())) {
      streams.forEach(stream -> direct.follow("tm.event='" + stream + "'"));
      streams.forEach(stream -> relayed.follow("tm.event='" + stream + "'"));

      for (String stream : streams) {
        String query = "tm.event='" + stream + "'";
        Await.until("some of " + stream, () -> relayed.told(query).size() >= 3);
        List<Told> told = relayed.told(query);
        Await.until("the last", () -> direct.told(query).contains(told.get(told.size() - 1)));
        List<Told> all = direct.told(query);
        int from = all.indexOf(told.get(0));
        assertThat(all.subList(from, from + told.size())).isEqualTo(told);
      }
    }
  }

  @Test
  void resumesFromAHeight() {
    try (CometNode node = CometNode.start();
        CometRelay relay = CometRelay.of(node);
        CometFollower direct = CometFollower.of(node.wsUrl());
        CometFollower resumed = CometFollower.of(relay.wsUrl())) {
      direct.follow("tm.event EXISTS");
      long first = node.commit("first=1");
      long middle = traffic(node);

      for (String part : CometFollower.PARTS) {
        resumed.follow("tm.event='" + part + "'", first);
      }
      long last = traffic(node, "afterwards");

      assertThat(last).isGreaterThan(middle);
      direct.awaitHeight(last + 1);
      for (String part : CometFollower.PARTS) {
        String query = "tm.event='" + part + "'";
        List<JsonNode> expected =
            direct.told().stream().filter(t -> t.kind().equals(part)).map(Told::event).toList();
        List<JsonNode> window = window(first, last, expected);
        assertSame(part, window, () -> window(first, last, events(resumed.told(query))));
      }
    }
  }

  /** Transactions of all kinds, some of them together in a block; the last one's height. */
  private static long traffic(CometNode node) {
    return traffic(node, "alpha");
  }

  private static long traffic(CometNode node, String name) {
    IntStream.range(0, 12).forEach(i -> node.send(i + "=" + name));
    node.commit(name + "=<1&2>");
    node.send("häß\u2028 " + name + "=\u00e9\\\"");
    node.setPower(11 + name.length());
    node.commit("alpine=" + name);
    node.commit(name + "=2");
    return node.commit("last=" + name);
  }

  private static List<Told> between(long first, long last, List<Told> told) {
    return told.stream()
        .filter(t -> t.height() < 0 || (first <= t.height() && t.height() <= last))
        .toList();
  }

  private static List<JsonNode> window(long first, long last, List<JsonNode> events) {
    return events(between(first, last, events.stream().map(e -> new Told("", e)).toList()));
  }

  /** Of these blocks, in the order of their coming. */
  private static List<JsonNode> parts(long first, long last, CometFollower client) {
    return events(
        between(first, last, client.told()).stream()
            .filter(t -> CometFollower.PARTS.contains(t.kind()))
            .toList());
  }

  private static List<JsonNode> events(List<Told> told) {
    return told.stream().map(Told::event).toList();
  }

  private interface Actual<T> {
    List<T> now();
  }

  private static <T> void assertSame(String what, List<T> expected, Actual<T> actual) {
    try {
      Await.until(what, () -> actual.now().size() >= expected.size());
    } catch (AssertionError late) {
      assertThat(actual.now()).as(what).isEqualTo(expected);
    }
    assertThat(actual.now()).as(what).isEqualTo(expected);
  }
}
