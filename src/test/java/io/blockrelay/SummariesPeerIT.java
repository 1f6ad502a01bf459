package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.peers.CometNode;
import io.blockrelay.peers.Geth;
import io.blockrelay.peers.RpcSocket;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Basalt's feed says of a block what the chain's own node says of it when it is asked. */
class SummariesPeerIT {
  @Test
  void saysWhatGethSays() {
    try (Geth geth = Geth.start()) {
      transfer(geth);
      try (EthRelay relay = EthRelay.of(geth);
          RpcSocket feed = feed(relay.wsUrl() + "/ws/blocks?from=0")) {
        IntStream.range(0, 5).forEach(i -> transfer(geth));
        long last = Long.decode(geth.block("latest").get("number").asText());
        Await.until("all blocks", () -> feed.messages().size() > last);

        assertThat(feed.messages())
            .isEqualTo(
                LongStream.rangeClosed(0, last)
                    .mapToObj(number -> geth.block("0x" + Long.toHexString(number)))
                    .map(SummariesPeerIT::ofGeth)
                    .toList());
      }
    }
  }

  @Test
  void saysWhatCometBftSays() {
    try (CometNode node = CometNode.start()) {
      node.commit("before=1");
      try (CometRelay relay = CometRelay.of(node);
          RpcSocket feed = feed(relay.wsBase() + "/ws/blocks?from=1")) {
        IntStream.range(0, 9).forEach(i -> node.send(i + "=several"));
        long last = node.commit("last=1");
        Await.until("all blocks", () -> feed.messages().size() >= last);

        List<String> expected =
            LongStream.rangeClosed(1, last)
                .mapToObj(height -> node.rpc().call("block", Long.toString(height)))
                .map(SummariesPeerIT::ofComet)
                .toList();
        assertThat(feed.messages().subList(0, (int) last)).isEqualTo(expected);
        assertThat(expected).anyMatch(message -> !message.contains("\"transactionCount\":0"));
      }
    }
  }

  /** Until the relay has seen a block it knows of none to start with. */
  private static RpcSocket feed(String url) {
    List<RpcSocket> connected = new ArrayList<>();
    Await.until(
        url + " is accepted",
        () -> {
          try {
            return connected.add(RpcSocket.connect(url));
          } catch (CompletionException refused) {
            return false;
          }
        });
    return connected.get(0);
  }

  private static void transfer(Geth geth) {
    geth.mined(geth.send(Map.of("to", geth.account(), "value", "0x1")));
  }

  private static String ofGeth(JsonNode block) {
    return message(
        new JsonObject()
            .put("number", Long.decode(block.get("number").asText()))
            .put("hash", block.get("hash").asText())
            .put("parentHash", block.get("parentHash").asText())
            .put("stateRoot", block.get("stateRoot").asText())
            .put("timestamp", Long.decode(block.get("timestamp").asText()))
            .put("transactionCount", block.get("transactions").size()));
  }

  private static String ofComet(JsonNode answer) {
    JsonNode header = answer.at("/block/header");
    JsonObject block =
        new JsonObject()
            .put("number", header.get("height").asLong())
            .put("hash", answer.at("/block_id/hash").asText());
    putUnlessEmpty(block, "parentHash", header.at("/last_block_id/hash"));
    putUnlessEmpty(block, "stateRoot", header.get("app_hash"));
    return message(
        block
            .put("timestamp", Instant.parse(header.get("time").asText()).getEpochSecond())
            .put("transactionCount", answer.at("/block/data/txs").size()));
  }

  private static void putUnlessEmpty(JsonObject block, String name, JsonNode value) {
    if (!value.asText().isEmpty()) {
      block.put(name, value.asText());
    }
  }

  private static String message(JsonObject block) {
    return new JsonObject().put("type", "new_block").put("block", block).encode();
  }
}
