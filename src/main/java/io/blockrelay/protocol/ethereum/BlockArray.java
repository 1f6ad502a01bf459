package io.blockrelay.protocol.ethereum;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/**
 * All logs, receipts or transactions of a block.
 *
 * @param json a JSON array, the node's own bytes
 * @param hasLogs whether there is a log in it
 */
record BlockArray(Buffer json, boolean isEmpty, boolean hasLogs) {
  /** Reads an answer of {@code eth_getLogs}: logs of no other block than this one. */
  static BlockArray logs(Buffer array, String blockHash) throws IOException {
    List<EthLog> logs = JsonBytes.elements(array, (json, source) -> EthLog.read(json));
    for (EthLog log : logs) {
      JsonBytes.expect(log.blockHash().equals(blockHash), "logs of the block");
    }
    return new BlockArray(array, logs.isEmpty(), !logs.isEmpty());
  }

  /** Reads an answer of {@code eth_getBlockReceipts}: receipts of no other block than this one. */
  static BlockArray receipts(Buffer array, String blockHash) throws IOException {
    List<Boolean> haveLogs =
        JsonBytes.elements(array, (json, source) -> receiptHasLogs(json, source, blockHash));
    return new BlockArray(array, haveLogs.isEmpty(), haveLogs.contains(true));
  }

  private static boolean receiptHasLogs(JsonParser receipt, Buffer source, String blockHash)
      throws IOException {
    String[] of = {""};
    boolean[] hasLogs = {false};
    ObjectFields.readWithin(
        receipt,
        (name, json) -> {
          if (name.equals("blockHash")) {
            of[0] = Hex.lowerCase(ObjectFields.text(json));
          } else if (name.equals("logs") && json.currentToken() == JsonToken.START_ARRAY) {
            hasLogs[0] = !isEmptyArray(json, source);
          }
        });
    JsonBytes.expect(of[0].equals(blockHash), "receipts of the block");
    return hasLogs[0];
  }

  /** Reads the array at whose start the parser stands to its end. */
  private static boolean isEmptyArray(JsonParser json, Buffer source) throws IOException {
    JsonBytes.expect(json.currentToken() == JsonToken.START_ARRAY, "an array");
    return JsonBytes.elementsWithin(json, source, JsonBytes::value).isEmpty();
  }

  /** Cuts the transactions out of a block: of this one, and each of them whole. */
  static BlockArray transactions(Buffer block, String blockHash) throws IOException {
    BlockArray array = transactionsOrHashes(block, blockHash);
    JsonBytes.elements(array.json(), (json, source) -> EthTx.read(json));
    return array;
  }

  /** Cuts the transactions, or their hashes, out of a block: of this one. */
  static BlockArray transactionsOrHashes(Buffer block, String blockHash) throws IOException {
    Buffer[] array = {Buffer.buffer()};
    boolean[] empty = {true};
    String[] hash = {""};
    ObjectFields.read(
        block,
        (name, json) -> {
          if (name.equals("hash")) {
            hash[0] = Hex.lowerCase(ObjectFields.text(json));
          } else if (name.equals("transactions")) {
            int start = JsonBytes.start(json);
            empty[0] = isEmptyArray(json, block);
            array[0] = block.slice(start, JsonBytes.endOfValue(json));
          }
        });
    JsonBytes.expect(hash[0].equals(blockHash), "the block of the hash asked for");
    JsonBytes.expect(array[0].length() > 0, "a block with transactions");
    return new BlockArray(array[0], empty[0], false);
  }
}
