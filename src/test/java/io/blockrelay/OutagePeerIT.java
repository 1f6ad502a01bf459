package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.peers.Anvil;
import io.blockrelay.peers.DevNode;
import io.blockrelay.peers.LogContract;
import io.blockrelay.peers.RpcSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node goes away and comes back: clients of the relay keep their subscriptions, and miss nothing
 * of what the node then has, nor get any of it twice.
 */
class OutagePeerIT {
  private static final String[] IMPATIENT = {
    "ingest.reconnectFirst=100ms", "ingest.reconnectMax=500ms", "ingest.stallAfter=2s"
  };

  @Test
  void goesOnWhereANodeThatWasRestartedIs(@TempDir Path folder) {
    String[] options = {"--no-mining", "--state", folder.resolve("state.json").toString()};
    try (Anvil before = Anvil.start(options)) {
      LogContract contract = LogContract.deploy(before);
      try (EthRelay relay = EthRelay.of(before, IMPATIENT);
          Client client = Client.of(relay, before)) {
        client.seesAll(mine(before, contract), before);

        before.stop();
        try (Anvil after = Anvil.onPort(before.port(), options)) {
          client.seesAll(mine(after, contract), after);
          client.seesAll(mine(after, contract), after);
        }
      }
    }
  }

  @Test
  void fillsTheGapThatAFrozenNodeLeft() {
    try (Anvil anvil = Anvil.manual()) {
      LogContract contract = LogContract.deploy(anvil);
      try (EthRelay relay = EthRelay.of(anvil, IMPATIENT);
          Client client = Client.of(relay, anvil)) {
        client.seesAll(mine(anvil, contract), anvil);

        anvil.freeze();
        Await.until("the relay has left the node", () -> !relay.attached());
        anvil.wake();

        client.seesAll(mine(anvil, contract), anvil);
        client.seesAll(mine(anvil, contract), anvil);
      }
    }
  }

  @Test
  void followsANodeThatLostItsLastBlocks(@TempDir Path folder) {
    String state = folder.resolve("state.json").toString();
    try (Anvil first = Anvil.start("--no-mining", "--state", state)) {
      LogContract contract = LogContract.deploy(first);
      mine(first, contract);
      first.stop();
      // Attached before the node's new block, the relay would hear it go forward, and take it for
      // one that is merely behind.
      try (Anvil before = Anvil.onPort(first.port(), "--no-mining", "--load-state", state);
          EthRelay relay = EthRelay.of(before, "ingest.reconnectFirst=4s");
          Client client = Client.of(relay, before)) {
        client.seesAll(mine(before, contract), before);
        long lost = height(before);

        before.kill();
        try (Anvil after = Anvil.onPort(before.port(), "--no-mining", "--load-state", state)) {
          contract.at(after).emitMined(9, 9);
          JsonNode head = client.awaitHead(after.block("latest").get("hash").asText());
          assertThat(Long.decode(head.get("number").asText())).isLessThan(lost);
          client.hasTakenBackWhatIsGone(after);
        }
      }
    }
  }

  /** A few blocks with and without logs, as fast as the node can; the last one's number. */
  private static long mine(Anvil anvil, LogContract contract) {
    LogContract here = contract.at(anvil);
    for (int i = 0; i < 4; i++) {
      here.emit(i);
      anvil.mine();
      anvil.mine();
    }
    here.emitMined(4);
    return height(anvil);
  }

  private static long height(DevNode node) {
    return Long.decode(node.block("latest").get("number").asText());
  }

  /** One that knows from which block on it was told everything. */
  private record Client(RpcSocket socket, String heads, String logs, long first)
      implements AutoCloseable {
    static Client of(EthRelay relay, DevNode node) {
      RpcSocket socket = RpcSocket.connect(relay.wsUrl());
      String heads = socket.subscribe("newHeads");
      String logs = socket.subscribe("logs", Map.of());
      return new Client(socket, heads, logs, height(node) + 1);
    }

    /** Up to that block, heads and logs are exactly the node's. */
    void seesAll(long last, DevNode node) {
      String tag = "0x" + Long.toHexString(last);
      socket.awaitNotification(heads, head -> head.get("number").asText().equals(tag));
      socket.awaitNotification(logs, log -> log.get("blockNumber").asText().equals(tag));
      assertThat(socket.notifications(heads))
          .extracting(head -> head.get("hash").asText())
          .isEqualTo(hashes(node, first, last));
      assertThat(socket.notifications(logs)).isEqualTo(nodeLogs(node));
      assertThat(socket.closed()).isNull();
    }

    JsonNode awaitHead(String hash) {
      return socket.awaitNotification(heads, head -> head.get("hash").asText().equals(hash));
    }

    /** Every log was told, and taken back unless the node still has it. */
    void hasTakenBackWhatIsGone(DevNode node) {
      List<JsonNode> kept = nodeLogs(node);
      socket.awaitNotification(logs, kept.get(kept.size() - 1)::equals);
      List<JsonNode> told = socket.notifications(logs);
      for (JsonNode log : told) {
        long times = told.stream().filter(other -> key(other).equals(key(log))).count();
        assertThat(times).as("%s", log).isEqualTo(kept.contains(log) ? 1 : 2);
      }
      assertThat(told.stream().filter(kept::contains).toList()).isEqualTo(kept);
    }

    private static String key(JsonNode log) {
      return log.get("blockHash").asText() + log.get("logIndex").asText();
    }

    private List<JsonNode> nodeLogs(DevNode node) {
      Map<String, String> range =
          Map.of("fromBlock", "0x" + Long.toHexString(first), "toBlock", "latest");
      JsonNode logs = node.rpc().call("eth_getLogs", range);
      return StreamSupport.stream(logs.spliterator(), false).toList();
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static List<String> hashes(DevNode node, long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(number -> node.block("0x" + Long.toHexString(number)).get("hash").asText())
        .toList();
  }
}
