package io.blockrelay.protocol.ethereum;

import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * All logs, receipts or transactions of a block.
 *
 * @param json a JSON array, the node's own bytes
 * @param hasLogs whether there is a log in it
 */
record BlockArray(Buffer json, boolean isEmpty, boolean hasLogs) {
  /** Reads an answer of {@code eth_getLogs}: logs of no other block than this one. */
  static BlockArray logs(Buffer array, String blockHash) throws IOException {
    boolean empty = true;
    for (Buffer log : JsonBytes.elements(array)) {
      JsonBytes.expect(EthLog.read(log).blockHash().equals(blockHash), "logs of the block");
      empty = false;
    }
    return new BlockArray(array, empty, !empty);
  }

  /** Reads an answer of {@code eth_getBlockReceipts}: receipts of no other block than this one. */
  static BlockArray receipts(Buffer array, String blockHash) throws IOException {
    boolean empty = true;
    boolean[] hasLogs = {false};
    for (Buffer receipt : JsonBytes.elements(array)) {
      String[] of = {""};
      ObjectFields.read(
          receipt,
          (name, json) -> {
            if (name.equals("blockHash")) {
              of[0] = Hex.lowerCase(ObjectFields.text(json));
            } else if (name.equals("logs") && json.currentToken() == JsonToken.START_ARRAY) {
              hasLogs[0] |= !JsonBytes.elements(JsonBytes.value(json, receipt)).isEmpty();
            }
          });
      JsonBytes.expect(of[0].equals(blockHash), "receipts of the block");
      empty = false;
    }
    return new BlockArray(array, empty, hasLogs[0]);
  }

  /** Cuts the transactions out of a block: of this one, and each of them whole. */
  static BlockArray transactions(Buffer block, String blockHash) throws IOException {
    BlockArray array = transactionsOrHashes(block, blockHash);
    for (Buffer tx : JsonBytes.elements(array.json())) {
      EthTx.read(tx);
    }
    return array;
  }

  /** Cuts the transactions, or their hashes, out of a block: of this one. */
  static BlockArray transactionsOrHashes(Buffer block, String blockHash) throws IOException {
    Buffer[] array = {Buffer.buffer()};
    String[] hash = {""};
    ObjectFields.read(
        block,
        (name, json) -> {
          if (name.equals("hash")) {
            hash[0] = Hex.lowerCase(ObjectFields.text(json));
          } else if (name.equals("transactions")) {
            array[0] = JsonBytes.value(json, block);
          }
        });
    JsonBytes.expect(hash[0].equals(blockHash), "the block of the hash asked for");
    return new BlockArray(array[0], JsonBytes.elements(array[0]).isEmpty(), false);
  }
}
