package io.blockrelay.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the nodes and the libraries do without a relay between them; the other tests rest on it. */
class PeersWorkPeerIT {
  @Test
  void anvilAnnouncesABlockAndItsLogs() {
    try (Anvil anvil = Anvil.manual()) {
      announcesABlockAndItsLogs(anvil);
    }
  }

  @Test
  void gethAnnouncesABlockAndItsLogs() {
    try (Geth geth = Geth.start()) {
      announcesABlockAndItsLogs(geth);
    }
  }

  @Test
  void anvilAnnouncesEachBlockOfANewChainAndTakesNoLogBack() {
    try (Anvil anvil = Anvil.manual();
        RpcSocket client = RpcSocket.connect(anvil.wsUrl())) {
      LogContract contract = LogContract.deploy(anvil);
      contract.emitMined(1);
      contract.emitMined(2);
      String heads = client.subscribe("newHeads");
      String logs = client.subscribe("logs", Map.of());

      anvil.reorganise(2, List.of(new Anvil.Placed(contract.transaction(1, "", 3), 1)));

      List<JsonNode> announced = client.awaitNotifications(heads, 2);
      assertThat(announced).extracting(PeersWorkPeerIT::number).containsExactly("0x2", "0x3");
      assertThat(announced.get(1).get("parentHash")).isEqualTo(announced.get(0).get("hash"));
      JsonNode log = client.awaitNotification(logs, any -> true);
      assertThat(log.get("blockHash")).isEqualTo(announced.get(1).get("hash"));
      anvil.mine();
      client.awaitNotifications(heads, 3);
      assertThat(client.notifications(logs)).containsExactly(log);
    }
  }

  @Test
  void gethAnnouncesANumberASecondTimeAfterARewind() {
    try (Geth geth = Geth.start();
        RpcSocket client = RpcSocket.connect(geth.wsUrl())) {
      LogContract contract = LogContract.deploy(geth);
      String heads = client.subscribe("newHeads");
      JsonNode first = contract.emitMined(1);

      geth.rewindTo(1);
      JsonNode second = contract.emitMined(2);

      assertThat(second.get("blockNumber")).isEqualTo(first.get("blockNumber"));
      List<JsonNode> announced = client.awaitNotifications(heads, 2);
      assertThat(announced)
          .extracting(head -> head.get("hash"))
          .containsExactly(first.get("blockHash"), second.get("blockHash"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ethers", "viem", "web3"})
  void aLibraryFollowsANode(String library) {
    try (Anvil anvil = Anvil.manual()) {
      LogContract contract = LogContract.deploy(anvil);
      try (JsClient client = JsClient.start(library, anvil.wsUrl(), contract.address())) {
        JsonNode receipt = contract.emitMined(7);

        String hash = receipt.get("blockHash").asText();
        String announcement = library.equals("web3") ? "head" : "block";
        client.await(
            "the block", line -> line.at("/" + announcement + "/hash").asText().equals(hash));
        JsonNode log = client.await("the log", line -> line.has("log")).get("log");
        assertThat(log.get("hash").asText()).isEqualTo(hash);
        assertThat(log.at("/topics/0").asText()).isEqualTo(LogContract.topic(7));
      }
    }
  }

  private static void announcesABlockAndItsLogs(DevNode node) {
    LogContract contract = LogContract.deploy(node);
    try (RpcSocket client = RpcSocket.connect(node.wsUrl())) {
      String heads = client.subscribe("newHeads");
      String logs = client.subscribe("logs", Map.of("address", contract.address()));

      String transaction = node.send(contract.transaction(2, "c0ffee", 1, 2, 3));

      String block = node.mined(transaction).get("blockHash").asText();
      client.awaitNotification(heads, head -> head.get("hash").asText().equals(block));
      List<JsonNode> announced = client.awaitNotifications(logs, 2);
      assertThat(announced).extracting(log -> log.get("data").asText()).containsOnly("0xc0ffee");
      assertThat(announced).extracting(log -> log.get("topics").size()).containsOnly(3);
      JsonNode asked = client.result("eth_getLogs", Map.of("blockHash", block));
      assertThat(asked).containsExactlyElementsOf(announced);
    }
  }

  private static String number(JsonNode head) {
    return head.get("number").asText();
  }
}
