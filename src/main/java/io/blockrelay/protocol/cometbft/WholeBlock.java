package io.blockrelay.protocol.cometbft;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block with everything in it, as {@code block} and {@code block_by_hash} give it.
 *
 * @param json the node's own bytes of the block
 * @param id the node's own bytes of its {@code block_id}
 * @param transactions each in base64
 * @param evidence the node's own bytes of each
 */
record WholeBlock(
    BlockMeta meta, Buffer json, Buffer id, List<String> transactions, List<Buffer> evidence) {
  /** Reads an answer; nothing when the node does not have the block. */
  static Optional<WholeBlock> read(Buffer answer) throws IOException {
    JsonFields fields = JsonFields.read(answer);
    Buffer json = fields.get("block");
    if (json == null) {
      return Optional.empty();
    }
    JsonFields block = JsonFields.read(json);
    List<String> transactions = strings(block.object("data").get("txs"));
    Buffer evidence = block.object("evidence").get("evidence");
    return Optional.of(
        new WholeBlock(
            BlockMeta.read(fields, block.require("header"), transactions.size()),
            json,
            fields.require("block_id"),
            transactions,
            evidence == null ? List.of() : JsonBytes.elements(evidence)));
  }

  private static List<String> strings(@Nullable Buffer array) throws IOException {
    List<String> strings = new ArrayList<>();
    if (array != null) {
      try (JsonParser json = JsonBytes.parser(array)) {
        JsonBytes.expect(json.nextToken() == JsonToken.START_ARRAY, "an array");
        while (json.nextToken() != JsonToken.END_ARRAY) {
          JsonBytes.expect(json.currentToken() == JsonToken.VALUE_STRING, "a transaction");
          strings.add(json.getText());
        }
      }
    }
    return strings;
  }
}
