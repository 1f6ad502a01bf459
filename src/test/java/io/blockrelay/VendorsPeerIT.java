package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.peers.Anvil;
import io.blockrelay.peers.LogContract;
import io.blockrelay.peers.RpcSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Alchemy's and Tokenview's subscriptions, which no node has, tell of transactions as a node. */
class VendorsPeerIT {
  @Test
  void tellsOfPendingMinedAndRemovedTransactions() {
    try (Anvil anvil = Anvil.manual()) {
      LogContract contract = LogContract.deploy(anvil);
      LogContract other = LogContract.deploy(anvil);
      try (EthRelay relay = EthRelay.of(anvil);
          RpcSocket client = RpcSocket.connect(relay.wsUrl())) {
        Map<String, Object> to = Map.of("toAddress", contract.address(), "includeRemoved", true);
        Map<String, Object> addresses =
            Map.of(
                "addresses",
                List.of(Map.of("to", contract.address(), "from", anvil.account())),
                "includeRemoved",
                true);
        String pending = client.subscribe("tokenview_pendingTransactions", to);
        String mined = client.subscribe("alchemy_minedTransactions", addresses);

        other.emit(1);
        String hash = contract.emit(2);
        JsonNode waiting = anvil.rpc().call("eth_getTransactionByHash", hash);
        anvil.mine();
        JsonNode block = anvil.rpc().call("eth_getBlockByNumber", "latest", true);
        JsonNode inBlock = block.at("/transactions/1");
        client.awaitNotifications(mined, 1);
        anvil.reorganise(1);

        List<JsonNode> told = client.awaitNotifications(mined, 2);
        assertThat(told).extracting(tx -> tx.get("transaction")).containsOnly(inBlock);
        assertThat(told)
            .extracting(tx -> tx.get("removed").asBoolean())
            .containsExactly(false, true);
        List<JsonNode> dropped = client.awaitNotifications(pending, 2);
        assertThat(dropped.get(0)).isEqualTo(waiting);
        assertThat(dropped.get(1).get("removed").asBoolean()).isTrue();
        assertThat(dropped.get(1).at("/transaction/hash").asText()).isEqualTo(hash);
        assertThat(dropped.get(1).at("/transaction/blockHash").isNull()).isTrue();
      }
    }
  }
}
