package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
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
    JsonFields fields = JsonFields.read(answer);
    JsonBytes.expect(fields.number("height") == height, "the results of the height asked for");
    Buffer transactions = fields.get("txs_results");
    return new BlockResults(
        fields, transactions == null ? List.of() : JsonBytes.elements(transactions));
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
