package io.blockrelay.protocol.cometbft;

import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the application made of a block, as {@code block_results} gives it. */
record BlockResults(JsonFields fields, List<Buffer> transactions) {
  /** Of a node that does not keep them. */
  static final BlockResults NONE = new BlockResults(new JsonFields(Map.of()), List.of());

  /**
   * Reads an answer.
   *
   * @throws IOException when it is not of this height
   */
  static BlockResults read(Buffer answer, long height) throws IOException {
    List<Buffer> transactions = new ArrayList<>();
    JsonFields fields =
        JsonFields.read(
            answer,
            (name, json) -> {
              if (name.equals("txs_results") && json.currentToken() == JsonToken.START_ARRAY) {
                transactions.addAll(JsonBytes.elementsWithin(json, answer, JsonBytes::value));
              }
            });
    JsonBytes.expect(fields.number("height") == height, "the results of the height asked for");
    return new BlockResults(fields, transactions);
  }

  @Nullable Buffer get(String name) {
    return fields.get(name);
  }

  /**
   * An array. A node stores none as {@code null}, and announces {@code []} where its application
   * runs in the same process and says so, as the Cosmos SDK does.
   */
  Buffer validatorUpdates() {
    Buffer updates = fields.get("validator_updates");
    return updates == null ? Buffer.buffer("[]") : updates;
  }
}
