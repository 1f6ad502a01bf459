package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.peers.Anvil;
import io.blockrelay.peers.DevNode;
import io.blockrelay.peers.Geth;
import io.blockrelay.peers.LogContract;
import io.blockrelay.peers.RpcHttp;
import io.blockrelay.peers.RpcSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client reads through the relay is what the node itself answers, byte for byte. */
class EthReadsPeerIT {
  private static final int HEADS = 30;

  @Test
  void answersAsGethDoes() {
    try (Geth geth = Geth.start()) {
      answersTheSame(geth);
    }
  }

  @Test
  void answersAsAnvilDoes() {
    try (Anvil anvil = Anvil.manual()) {
      answersTheSame(anvil);
    }
  }

  @Test
  void hasEachBlockThatItAnnounces() {
    try (Anvil anvil = Anvil.manual();
        EthRelay relay = EthRelay.of(anvil);
        RpcSocket client = RpcSocket.connect(relay.wsUrl())) {
      String heads = client.subscribe("newHeads");
      for (int i = 1; i <= HEADS; i++) {
        anvil.mine();
        JsonNode head = client.awaitNotifications(heads, i).get(i - 1);
        JsonNode block = client.result("eth_getBlockByNumber", head.get("number").asText(), false);
        assertThat(block.path("hash")).isEqualTo(head.get("hash"));
        assertThat(client.result("eth_blockNumber")).isEqualTo(head.get("number"));
      }
    }
  }

  @Test
  void hasNoAccounts() {
    try (Anvil anvil = Anvil.manual();
        EthRelay relay = EthRelay.of(anvil);
        RpcSocket client = RpcSocket.connect(relay.wsUrl())) {
      assertThat(client.result("eth_accounts")).isEmpty();
      assertThat(new RpcHttp(relay.httpUrl()).call("eth_accounts")).isEmpty();
    }
  }

  private static void answersTheSame(DevNode node) {
    ChainNoise noise = new ChainNoise(node);
    noise.make(3);
    JsonNode receipt = noise.contract().emitMined(1, 2);
    List<String> questions = questions(noise.contract(), receipt);
    try (EthRelay relay = EthRelay.of(node);
        RpcSocket direct = RpcSocket.connect(node.wsUrl());
        RpcSocket relayed = RpcSocket.connect(relay.wsUrl())) {
      RpcHttp overHttp = new RpcHttp(relay.httpUrl());
      String batch = "[" + String.join(",", questions) + "]";
      for (String question : questions) {
        String answer = answer(direct, question);
        // What was asked before may come from what the relay remembers.
        assertThat(answer(relayed, question)).as(question).isEqualTo(answer);
        assertThat(answer(relayed, question)).as(question).isEqualTo(answer);
        assertThat(overHttp.post(question)).as(question).isEqualTo(answer);
      }
      String answers = answer(direct, batch);
      assertThat(answer(relayed, batch)).isEqualTo(answers);
      assertThat(overHttp.post(batch)).isEqualTo(answers);
    }
  }

  /** The next message, without the newline that geth ends it with. */
  private static String answer(RpcSocket client, String question) {
    int before = client.messages().size();
    client.send(question);
    Await.until("an answer to " + question, () -> client.messages().size() > before);
    return client.messages().get(before).strip();
  }

  private static List<String> questions(LogContract contract, JsonNode receipt) {
    String block = receipt.get("blockHash").asText();
    String transaction = receipt.get("transactionHash").asText();
    Map<String, String> call = contract.transaction(1, "", 3);
    return List.of(
        RpcHttp.request("eth_chainId"),
        RpcHttp.request("net_version"),
        RpcHttp.request("eth_blockNumber"),
        RpcHttp.request("eth_getBlockByNumber", "latest", false),
        RpcHttp.request("eth_getBlockByNumber", "0x1", true),
        RpcHttp.request("eth_getBlockByNumber", "0xffffff", false),
        RpcHttp.request("eth_getBlockByHash", block, true),
        RpcHttp.request("eth_getBlockReceipts", block),
        RpcHttp.request("eth_getTransactionByHash", transaction),
        RpcHttp.request("eth_getTransactionReceipt", transaction),
        RpcHttp.request("eth_getTransactionReceipt", "0x" + "00".repeat(32)),
        RpcHttp.request("eth_getLogs", Map.of("fromBlock", "0x0", "toBlock", "latest")),
        RpcHttp.request("eth_getLogs", Map.of("blockHash", block)),
        RpcHttp.request("eth_getLogs", Map.of("blockHash", "0x" + "11".repeat(32))),
        RpcHttp.request("eth_call", call, "latest"),
        RpcHttp.request("eth_call", Map.of("data", "0xfe"), "latest"),
        RpcHttp.request("eth_estimateGas", call),
        RpcHttp.request("eth_getBalance", contract.address(), "latest"),
        RpcHttp.request("eth_getCode", contract.address(), "latest"),
        RpcHttp.request("eth_getTransactionCount", contract.address(), "latest"),
        RpcHttp.request("eth_getBalance", "nobody", "latest"),
        RpcHttp.request("eth_gasPrice"),
        RpcHttp.request("eth_syncing"));
  }
}
