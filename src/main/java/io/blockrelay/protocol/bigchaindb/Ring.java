package io.blockrelay.protocol.bigchaindb;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * What a message of a stream says of its block: that there is one. Every version names its fields
 * in its own way.
 *
 * @param height -1 where the version counts no blocks
 * @param id the block's id where it has no height, else empty
 */
record Ring(long height, String id) {
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");
  private static final Pattern HEIGHT = Pattern.compile("\\d{1,18}");

  /** Whether that could be the id of a block or a transaction, and stand in a path. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Whether a block's id is its height. */
  static boolean isHeight(String text) {
    return HEIGHT.matcher(text).matches();
  }

  /**
   * Reads a message of {@code valid_transactions}, {@code valid_tx} or {@code valid_blocks}.
   *
   * @throws IOException when it is none
   */
  static Ring read(Buffer message) throws IOException {
    Fields fields = new Fields();
    ObjectFields.read(message, fields);
    JsonBytes.expect(fields.transactions, "a transaction");
    // A version that counts its blocks may have ids for them as well.
    return of(fields.height.isEmpty() ? fields.id : fields.height);
  }

  private static Ring of(String block) throws IOException {
    JsonBytes.expect(isId(block), "a block");
    return isHeight(block) ? new Ring(Long.parseLong(block), "") : new Ring(-1, block);
  }

  private static final class Fields implements ObjectFields.Visitor {
    private String height = "";
    private String id = "";
    private boolean transactions;

    @Override
    public void field(String name, JsonParser json) throws IOException {
      switch (name) {
        case "height" -> {
          height = scalar(json);
          JsonBytes.expect(isHeight(height), "a height");
        }
        case "block_id", "blockid" -> id = scalar(json);
        case "transaction_id", "tx_id", "txid" ->
            transactions = json.currentToken() == JsonToken.VALUE_STRING;
        case "transaction_ids" -> transactions = json.currentToken() == JsonToken.START_ARRAY;
        default -> {
          // The asset is told by the block.
        }
      }
    }

    private static String scalar(JsonParser json) throws IOException {
      JsonBytes.expect(json.currentToken().isScalarValue(), "a height or an id");
      return json.getText();
    }
  }
}
