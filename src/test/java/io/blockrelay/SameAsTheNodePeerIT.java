package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.EthFollower.Told;
import io.blockrelay.peers.Anvil;
import io.blockrelay.peers.DevNode;
import io.blockrelay.peers.Geth;
import io.blockrelay.peers.LogContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node's own clients and the relay's are told the same, byte for byte. */
class SameAsTheNodePeerIT {
  private static final int ROUNDS = 6;
  private static final List<String> ANY = List.of();

  @Test
  void tellsWhatAnvilTells() {
    try (Anvil anvil = Anvil.manual()) {
      tellsTheSame(anvil, List.of());
    }
  }

  @Test
  void tellsWhatGethTells() {
    try (Geth geth = Geth.start()) {
      tellsTheSame(
          geth,
          List.of(
              // anvil takes logs that have fewer topics for matches.
              List.of("logs", Map.of("topics", List.of(ANY, ANY, ANY, ANY))),
              List.of("transactionReceipts"),
              List.of("transactionReceipts", Map.of("transactionHashes", List.of())),
              List.of("syncing")));
    }
  }

  @Test
  void tellsTheReceiptsOfSomeTransactionsAsGethDoes() {
    try (Geth geth = Geth.start()) {
      LogContract contract = LogContract.deploy(geth);
      JsonNode signed = geth.signed(contract.transaction(1, "", 5));
      List<String> hashes = List.of(signed.at("/tx/hash").asText(), "0x" + "77".repeat(32));
      try (EthRelay relay = EthRelay.of(geth);
          EthFollower direct = EthFollower.of(geth.wsUrl());
          EthFollower relayed = EthFollower.of(relay.wsUrl())) {
        for (EthFollower client : List.of(direct, relayed)) {
          client.follow("receipts", "transactionReceipts", Map.of("transactionHashes", hashes));
        }

        geth.mined(geth.rpc().call("eth_sendRawTransaction", signed.get("raw").asText()).asText());
        contract.emitMined(6);

        direct.awaitTold("receipts", hashes.get(0));
        relayed.awaitSameAs(direct);
        assertThat(relayed.told("receipts")).hasSize(1);
      }
    }
  }

  @Test
  void takesTheLogsOfAnvilsOldChainBackFirst() {
    try (Anvil anvil = Anvil.manual()) {
      ChainNoise noise = new ChainNoise(anvil);
      try (EthRelay relay = EthRelay.of(anvil);
          EthFollower direct = EthFollower.of(anvil.wsUrl());
          EthFollower relayed = EthFollower.of(relay.wsUrl())) {
        List.of(direct, relayed).forEach(SameAsTheNodePeerIT::followHeadsAndLogs);
        noise.make(3);
        String shared = noise.make(2);
        direct.awaitTold("heads", shared);
        relayed.awaitTold("heads", shared);
        int kept = direct.told("heads").size();
        noise.make(3);
        anvil.mine();
        noise.make(3);
        String tip = noise.make(0);
        direct.awaitTold("heads", tip);
        direct.awaitTold("logs", tip);
        relayed.awaitTold("logs", tip);
        List<String> oldHeads = direct.told("heads");
        List<String> oldLogs = direct.told("logs");
        List<String> gone =
            oldHeads.subList(kept, oldHeads.size()).stream().map(PromisedOrder::hash).toList();

        Map<String, String> transaction = noise.contract().transaction(2, "", 7);
        anvil.reorganise(
            gone.size(),
            List.of(new Anvil.Placed(transaction, 0), new Anvil.Placed(transaction, 2)));
        noise.make(2);
        String after = noise.make(0);

        direct.awaitTold("heads", after);
        direct.awaitTold("logs", after);
        relayed.awaitTold("logs", after);
        List<Told> expected = new ArrayList<>(PromisedOrder.of(oldHeads, oldLogs));
        expected.addAll(
            PromisedOrder.removed(
                oldLogs.stream().filter(log -> gone.contains(PromisedOrder.block(log))).toList()));
        List<String> heads = direct.told("heads");
        expected.addAll(
            PromisedOrder.of(heads.subList(oldHeads.size(), heads.size()), direct.told("logs")));
        assertThat(relayed.told()).isEqualTo(expected);
      }
    }
  }

  @Test
  void takesBackTheLogsOfBlocksThatGethRewound() {
    try (Geth geth = Geth.start()) {
      ChainNoise noise = new ChainNoise(geth);
      try (EthRelay relay = EthRelay.of(geth);
          EthFollower direct = EthFollower.of(geth.wsUrl());
          EthFollower relayed = EthFollower.of(relay.wsUrl())) {
        List.of(direct, relayed).forEach(SameAsTheNodePeerIT::followHeadsAndLogs);
        String kept = noise.make(0);
        long height = Long.decode(geth.block("latest").get("number").asText());
        noise.make(0);
        String tip = noise.make(0);
        direct.awaitTold("logs", tip);
        relayed.awaitTold("logs", tip);
        List<String> oldHeads = direct.told("heads");
        List<String> oldLogs = direct.told("logs");

        geth.rewindTo(height);
        String after = geth.mined(noise.contract().emit(3)).get("blockHash").asText();

        direct.awaitTold("heads", after);
        direct.awaitTold("logs", after);
        relayed.awaitTold("logs", after);
        List<Told> expected = new ArrayList<>(PromisedOrder.of(oldHeads, oldLogs));
        expected.addAll(
            PromisedOrder.removed(
                oldLogs.stream().filter(log -> !PromisedOrder.block(log).equals(kept)).toList()));
        List<String> heads = direct.told("heads");
        List<String> logs = direct.told("logs");
        expected.addAll(
            PromisedOrder.of(
                heads.subList(oldHeads.size(), heads.size()),
                logs.subList(oldLogs.size(), logs.size())));
        assertThat(relayed.told()).isEqualTo(expected);
      }
    }
  }

  private static void tellsTheSame(DevNode node, List<List<?>> more) {
    ChainNoise noise = new ChainNoise(node);
    try (EthRelay relay = EthRelay.of(node);
        EthFollower direct = EthFollower.of(node.wsUrl());
        EthFollower relayed = EthFollower.of(relay.wsUrl())) {
      for (EthFollower client : List.of(direct, relayed)) {
        client.follow("heads", "newHeads");
        noise.filters().forEach((name, filter) -> client.follow(name, "logs", filter));
        client.follow("hashes", "newPendingTransactions");
        client.follow("full", "newPendingTransactions", true);
        more.forEach(params -> client.follow(params.toString(), params.toArray()));
      }

      for (int i = 0; i < ROUNDS; i++) {
        noise.make(i % 4);
      }
      String last = noise.make(0);

      direct.awaitTold("heads", last);
      direct.awaitTold("logs", last);
      relayed.awaitSameAs(direct);
      List<Told> headsAndLogs =
          relayed.told().stream()
              .filter(t -> List.of("heads", "logs").contains(t.subscription()))
              .toList();
      assertThat(headsAndLogs).startsWith(PromisedOrder.upTo(last, direct).toArray(Told[]::new));
      assertThat(direct.told("full")).hasSizeGreaterThan(ROUNDS);
    }
  }

  private static void followHeadsAndLogs(EthFollower client) {
    client.follow("heads", "newHeads").follow("logs", "logs", Map.of());
  }
}
