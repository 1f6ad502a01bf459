package io.blockrelay.protocol.ethereum;

import com.fasterxml.jackson.core.JsonParser;
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
    Fields fields = new Fields();
    ObjectFields.read(tx, fields::read);
    return fields.tx();
  }

  /** Reads the one at whose start the parser stands; leaves it at the end. */
  static EthTx read(JsonParser json) throws IOException {
    Fields fields = new Fields();
    ObjectFields.readWithin(json, fields::read);
    return fields.tx();
  }

  private static final class Fields {
    private String hash = "";
    private String from = "";
    private String to = "";

    void read(String name, JsonParser json) throws IOException {
      switch (name) {
        case "hash" -> hash = Hex.topic(ObjectFields.text(json));
        case "from" -> from = Hex.address(ObjectFields.text(json));
        case "to" -> {
          String receiver = ObjectFields.text(json);
          to = receiver.isEmpty() ? "" : Hex.address(receiver);
        }
        default -> {}
      }
    }

    EthTx tx() throws IOException {
      JsonBytes.expect(!hash.isEmpty() && !from.isEmpty(), "a transaction's hash and sender");
      return new EthTx(hash, from, to);
    }
  }
}
