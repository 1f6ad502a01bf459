package io.blockrelay.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A node with a chain of its own and an unlocked account that has funds. */
public interface DevNode extends AutoCloseable {
  /** Takes WebSocket connections and, as {@code http://}, POST requests. */
  String wsUrl();

  RpcHttp rpc();

  /** The transaction's receipt once it is in a block, which the node is made to mine. */
  JsonNode mined(String transactionHash);

  @Override
  void close();

  /** The unlocked account. */
  default String account() {
    return rpc().call("eth_accounts").get(0).asText();
  }

  /** Sends it from the account, and returns its hash. */
  default String send(Map<String, ?> transaction) {
    return rpc().call("eth_sendTransaction", fromAccount(transaction)).asText();
  }

  /** The same, as the account's and with enough gas. */
  default Map<String, Object> fromAccount(Map<String, ?> transaction) {
    Map<String, Object> complete = new LinkedHashMap<>(transaction);
    complete.putIfAbsent("from", account());
    complete.putIfAbsent("gas", "0x200000");
    return complete;
  }

  default JsonNode block(String numberOrTag) {
    return rpc().call("eth_getBlockByNumber", numberOrTag, false);
  }
}
