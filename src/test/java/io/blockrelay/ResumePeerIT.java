package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.EthFollower.Told;
import io.blockrelay.peers.Geth;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A client that resumes gets from a relay what geth told its own client while it happened, though
 * the relay came later and has to put it together from blocks.
 */
class ResumePeerIT {
  private static final String HASH = "\"hash\":\"%s\"";

  @Test
  void bringsHeadsAndLogsFromABlockOnAsTheyWereTold() {
    try (Geth geth = Geth.start();
        EthFollower direct = followed(geth)) {
      ChainNoise noise = new ChainNoise(geth);
      Stream.of(0, 3, 0, 2).forEach(noise::make);
      String middle = noise.make(1);
      String last = noise.make(0);
      direct.awaitTold("heads", last);
      direct.awaitTold("logs", last);

      try (EthRelay relay = EthRelay.of(geth);
          EthFollower first = EthFollower.of(relay.wsUrl());
          EthFollower later = EthFollower.of(relay.wsUrl());
          EthFollower after = EthFollower.of(relay.wsUrl())) {
        first.follow("heads", "newHeads", Map.of("fromBlock", "0x1"));
        first.follow("logs", "logs", Map.of("fromBlock", "earliest"));
        later.follow("heads", "newHeads", Map.of("fromBlock", "0x3"));
        later.follow("logs", "logs", Map.of("fromBlock", "0x3"));
        after.follow("heads", "newHeads", Map.of("afterBlock", middle));
        after.follow("logs", "logs", Map.of("afterBlock", middle));
        noise.make(1);
        String live = noise.make(0);

        direct.awaitTold("heads", live);
        direct.awaitTold("logs", live);
        first.awaitSameAs(direct);
        assertThat(first.told("logs")).hasSizeGreaterThan(6);
        List<Told> all = PromisedOrder.upTo(live, direct);
        assertBrings(later, all, geth.block("0x3").get("hash").asText(), live);
        assertBrings(after, all, geth.block(next(geth, middle)).get("hash").asText(), live);
      }
    }
  }

  /** Of all this what came with and after the head with that hash. */
  private static void assertBrings(EthFollower client, List<Told> all, String from, String live) {
    List<Told> expected =
        all.stream().dropWhile(told -> !told.result().contains(HASH.formatted(from))).toList();
    for (String name : List.of("heads", "logs")) {
      List<String> results =
          expected.stream()
              .filter(told -> told.subscription().equals(name))
              .map(Told::result)
              .toList();
      assertThat(client.awaitTold(name, live)).startsWith(results.toArray(String[]::new));
    }
  }

  private static String next(Geth geth, String hash) {
    JsonNode block = geth.rpc().call("eth_getBlockByHash", hash, false);
    return "0x" + Long.toHexString(Long.decode(block.get("number").asText()) + 1);
  }

  private static EthFollower followed(Geth geth) {
    return EthFollower.of(geth.wsUrl())
        .follow("heads", "newHeads")
        .follow("logs", "logs", Map.of());
  }
}
