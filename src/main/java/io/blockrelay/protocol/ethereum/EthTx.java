package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * What must be read of a transaction; hex is in lower case.
 *
 * @param to empty when it creates a contract
 */
public record EthTx(String hash, String from, String to) {
  /**
   * Reads one transaction object.
   *
   * @throws IOException when it is no object, or has no hash or sender
   */
  public static EthTx read(Buffer tx) throws IOException {
    String[] found = {"", "", ""};
    ObjectFields.read(
        tx,
        (name, json) -> {
          switch (name) {
            case "hash" -> found[0] = Hex.topic(ObjectFields.text(json));
            case "from" -> found[1] = Hex.address(ObjectFields.text(json));
            case "to" -> {
              String to = ObjectFields.text(json);
              found[2] = to.isEmpty() ? "" : Hex.address(to);
            }
            default -> {}
          }
        });
    JsonBytes.expect(!found[0].isEmpty() && !found[1].isEmpty(), "a transaction's hash and sender");
    return new EthTx(found[0], found[1], found[2]);
  }
}
