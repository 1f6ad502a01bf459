package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.peers.CometNode;
import io.blockrelay.peers.RpcSocket;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.TransactionSummary;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The upstream's side against CometBFT itself. */
class CometUpstreamPeerIT {
  @Test
  void tellsOfBlocksWhatTheNodeTells() {
    try (CometNode node = CometNode.start();
        RpcSocket witness = RpcSocket.connect(node.wsUrl());
        RealCometNode upstream = new RealCometNode(node.wsUrl(), node.httpUrl())) {
      witness.result("subscribe", "tm.event EXISTS");
      node.commit("before=1");
      long height = node.commit("name=<satoshi>");
      upstream.await(
          "the block", () -> upstream.blocks.stream().anyMatch(block -> block.height() == height));

      Block block =
          upstream.blocks.stream().filter(b -> b.height() == height).findFirst().orElseThrow();
      Block whole =
          upstream.await(upstream.dialogue.complete(block, Set.copyOf(CometKinds.EVENTS)));

      List<JsonNode> derived =
          whole.parts().stream()
              .flatMap(part -> CometItems.of(part).stream())
              .map(item -> RecordedBlocks.parse("{" + item.payload() + "}"))
              .toList();
      assertThat(derived).hasSize(4).isEqualTo(witnessed(witness, height));
      assertThat(upstream.blocks).extracting(Block::height).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void callsTransactionsAsTheNodeDoes() {
    try (CometNode node = CometNode.start();
        RealCometNode upstream = new RealCometNode(node.wsUrl(), node.httpUrl())) {
      IntStream.range(0, 5).forEach(i -> node.send(i + "=together"));
      long last = node.commit("last=1");
      int seen = 0;
      for (long height = 1; height <= last; height++) {
        Block block = upstream.await(upstream.dialogue.fetch(height, height)).get(0);
        Set<EventKind> wanted = Set.of(Summaries.TRANSACTIONS);
        Block whole = upstream.await(upstream.dialogue.complete(block, wanted));
        List<TransactionSummary> transactions = searched(node, height);

        assertThat(whole.parts().get(1)).isEqualTo(Summaries.part(block, transactions));
        seen += transactions.size();
      }
      assertThat(seen).isEqualTo(6);
    }
  }

  /** What the node's own index has of a block. */
  private static List<TransactionSummary> searched(CometNode node, long height) {
    JsonNode found =
        node.rpc().call("tx_search", "tx.height=" + height, false, "1", "30", "asc").get("txs");
    List<TransactionSummary> transactions = new ArrayList<>();
    found.forEach(tx -> transactions.add(new TransactionSummary(tx.get("hash").asText())));
    return transactions;
  }

  @Test
  void asksTheNodeWhatItUnderstands() {
    try (CometNode node = CometNode.start();
        RealCometNode upstream = new RealCometNode(node.wsUrl(), node.httpUrl())) {
      node.commit("a=1");
      long height = node.commit("b=1");
      List<Block> run = upstream.await(upstream.dialogue.fetch(1, height));
      Block last = run.get(run.size() - 1);

      assertThat(upstream.await(upstream.dialogue.fetch(last.hash())).parts())
          .isEqualTo(last.parts());
      assertThat(run.get(0).parent()).isEmpty();
      assertThat(run.get(1).parent()).isEqualTo(run.get(0).hash());
      Answer health =
          upstream.await(upstream.dialogue.read(Buffer.buffer("{\"method\":\"health\"}")));
      assertThat(health).isEqualTo(new Answer(false, Buffer.buffer("{}")));
    }
  }

  @Test
  void bringsTheConsensusWhileItIsWanted() {
    try (CometNode node = CometNode.start();
        RealCometNode upstream = new RealCometNode(node.wsUrl(), node.httpUrl())) {
      EventKind vote = new EventKind("comet.Vote");
      upstream.await(upstream.dialogue.want(Set.of(vote)));
      upstream.await("a vote", () -> !upstream.events.isEmpty());
      upstream.await(upstream.dialogue.want(CometKinds.STREAMS_ON_DEMAND));
      upstream.await("everything", () -> kinds(upstream).size() > 3);
      upstream.await(upstream.dialogue.want(Set.of(vote)));
      upstream.events.clear();
      upstream.await("votes again", () -> upstream.events.size() > 2);

      assertThat(kinds(upstream)).containsExactly(vote);
    }
  }

  private static Set<EventKind> kinds(RealCometNode upstream) {
    return upstream.events.stream().map(part -> part.kind()).collect(Collectors.toSet());
  }

  private static List<JsonNode> witnessed(RpcSocket witness, long height) {
    Set<String> parts =
        CometKinds.EVENTS.stream().map(CometKinds::event).collect(Collectors.toSet());
    return witness.messages().stream()
        .map(RecordedBlocks::parse)
        .map(message -> message.path("result"))
        .filter(result -> parts.contains(result.at("/events/tm.event/0").asText()))
        .filter(result -> height(result) == height)
        .<JsonNode>map(result -> ((ObjectNode) result.deepCopy()).without("query"))
        .toList();
  }

  private static long height(JsonNode result) {
    JsonNode value = result.at("/data/value");
    for (String at :
        List.of("/block/header/height", "/header/height", "/height", "/TxResult/height")) {
      if (!value.at(at).isMissingNode()) {
        return value.at(at).asLong();
      }
    }
    return -1;
  }
}
