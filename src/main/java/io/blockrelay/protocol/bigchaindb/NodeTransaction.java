package io.blockrelay.protocol.bigchaindb;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.protocol.TransactionSummary;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as a node's answers have it.
 *
 * @param assetid null where the answer has nothing but the transaction's id
 */
record NodeTransaction(String txid, @Nullable String assetid) {
  /** Reads what {@code GET /api/v1/transactions/{id}} answers. */
  static NodeTransaction read(Buffer answer) throws IOException {
    Fields fields = new Fields();
    ObjectFields.read(answer, fields);
    return fields.transaction();
  }

  /** Reads what stands in a block: the transaction, or only its id as in Planetmint's. */
  static NodeTransaction read(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      String txid = json.getText();
      JsonBytes.expect(Ring.isId(txid), "the id of a transaction");
      return new NodeTransaction(txid, null);
    }
    JsonBytes.expect(json.currentToken() == JsonToken.START_OBJECT, "a transaction");
    Fields fields = new Fields();
    ObjectFields.readWithin(json, fields);
    return fields.transaction();
  }

  /** Of a transaction whose asset is known. */
  TransactionSummary summary() {
    return new TransactionSummary(txid, assetid == null ? txid : assetid);
  }

  private static final class Fields implements ObjectFields.Visitor {
    private String txid = "";
    private String operation = "";
    private String asset = "";

    @Override
    public void field(String name, JsonParser json) throws IOException {
      switch (name) {
        case "id" -> txid = ObjectFields.text(json);
        case "operation" -> operation = ObjectFields.text(json);
        case "asset" -> asset = asset(json);
        case "assets" -> asset = first(json);
        default -> {
          // Inputs, outputs and what else there may be.
        }
      }
    }

    /** What creates an asset is the asset. */
    NodeTransaction transaction() throws IOException {
      JsonBytes.expect(Ring.isId(txid), "the id of a transaction");
      boolean own = operation.equals("CREATE") || asset.isEmpty();
      return new NodeTransaction(txid, own ? txid : asset);
    }

    /** Planetmint has several; the first one counts. */
    private static String first(JsonParser json) throws IOException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        return asset(json);
      }
      String first = "";
      for (boolean more = false; json.nextToken() != JsonToken.END_ARRAY; more = true) {
        String one = asset(json);
        first = more ? first : one;
        json.skipChildren();
      }
      return first;
    }

    private static String asset(JsonParser json) throws IOException {
      String[] id = {""};
      if (json.currentToken() == JsonToken.START_OBJECT) {
        ObjectFields.readWithin(
            json,
            (name, value) -> {
              if (name.equals("id")) {
                id[0] = ObjectFields.text(value);
              }
            });
      }
      return id[0];
    }
  }
}
