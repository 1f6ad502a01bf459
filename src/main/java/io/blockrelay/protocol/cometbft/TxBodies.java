package io.blockrelay.protocol.cometbft;

import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.JsonText;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code Tx} events of a block. A subscription brings a result without its zero fields, while
 * {@code block_results} writes them.
 */
final class TxBodies {
  /** Code, gas, data and the like that are zero, nothing or none. */
  private static final Set<Buffer> ZERO =
      Set.of(
          Buffer.buffer("0"), Buffer.buffer("\"0\""), Buffer.buffer("\"\""), Buffer.buffer("[]"));

  private static final int ZERO_BYTES_MAX = 3;

  private TxBodies() {}

  static List<Buffer> of(WholeBlock block, BlockResults results, boolean base64)
      throws IOException {
    List<String> transactions = block.transactions();
    JsonBytes.expect(
        transactions.size() == results.transactions().size(), "a result for each transaction");
    List<Buffer> bodies = new ArrayList<>(transactions.size());
    for (int i = 0; i < transactions.size(); i++) {
      Buffer result = results.transactions().get(i);
      bodies.add(body(block.meta().height(), i, transactions.get(i), result, base64));
    }
    return bodies;
  }

  private static Buffer body(long height, int index, String tx, Buffer result, boolean base64)
      throws IOException {
    AbciAttributes attributes = new AbciAttributes(base64);
    boolean[] zeros = {false};
    JsonFields fields =
        JsonFields.read(
            result,
            (name, json) -> {
              if (name.equals("events") && json.currentToken() == JsonToken.START_ARRAY) {
                zeros[0] = attributes.addAll(json);
              }
            });
    JsonWriter txResult = new JsonWriter().field("height", JsonText.quote(Long.toString(height)));
    if (index > 0) {
      txResult.field("index", Integer.toString(index));
    }
    if (!tx.isEmpty()) {
      txResult.field("tx", JsonText.quote(tx));
    }
    txResult.field("result", withoutZeros(fields, zeros[0]));
    attributes
        .with(CometQuery.EVENT, "Tx")
        .with("tx.hash", Hashes.transaction(Hashes.base64(tx)))
        .with("tx.height", Long.toString(height));
    return EventBody.of("Tx", new JsonWriter().field("TxResult", txResult.end()).end(), attributes);
  }

  /**
   * The result without its zero fields.
   *
   * @param zeros whether there may be some in its events, too
   */
  private static Buffer withoutZeros(JsonFields fields, boolean zeros) throws IOException {
    JsonWriter json = new JsonWriter();
    for (Map.Entry<String, Buffer> field : fields.values().entrySet()) {
      Buffer value = field.getValue();
      if (!isZero(value)) {
        boolean edit = zeros && field.getKey().equals("events");
        json.field(field.getKey(), edit ? events(value) : value);
      }
    }
    return json.end();
  }

  /** No zero is longer, and a long value is not to be hashed to find that out. */
  private static boolean isZero(Buffer value) {
    return value.length() <= ZERO_BYTES_MAX && ZERO.contains(value);
  }

  /** Attributes keep their zero fields. */
  private static Buffer events(Buffer events) throws IOException {
    List<Buffer> all = new ArrayList<>();
    for (Buffer event : JsonBytes.elements(events)) {
      JsonWriter json = new JsonWriter();
      JsonFields.read(event)
          .values()
          .forEach(
              (name, value) -> {
                if (!isZero(value)) {
                  json.field(name, value);
                }
              });
      all.add(json.end());
    }
    return JsonBytes.array(all);
  }
}
