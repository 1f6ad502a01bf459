package io.blockrelay.protocol.ethereum;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;

/**
 * The {@code result} of a notification, made from a node's own bytes.
 *
 * <p>Alchemy's shapes of a mined transaction are {@code {"removed":false,"transaction":{…}}}, and
 * with {@code hashesOnly} {@code {"removed":false,"transaction":{"hash":"0x…"}}}. The same with
 * {@code "removed":true} tells a {@code tokenview_pendingTransactions} with {@code includeRemoved}
 * of a transaction that a reorganisation threw out of the chain; a new pending transaction comes
 * bare, as everywhere: the object that {@code eth_getTransactionByHash} gives, or its hash.
 */
public final class EthPayloads {
  private static final Map<String, String> UNMINED =
      Map.of(
          "blockHash", "null",
          "blockNumber", "null",
          "blockTimestamp", "null",
          "transactionIndex", "null");

  private EthPayloads() {}

  /** The log with {@code "removed":true}, every other byte as the node sent it. */
  public static Buffer removedLog(Buffer log) throws IOException {
    return ObjectEdit.set(log, "removed", "true");
  }

  /** A transaction that was in a block, as a pending one; geth announces it so. */
  public static Buffer pendingAgain(Buffer tx) throws IOException {
    return ObjectEdit.replace(tx, UNMINED);
  }

  /** A hash alone, a JSON string. */
  public static Buffer hash(EthTx tx) {
    return Buffer.buffer("\"" + tx.hash() + "\"");
  }

  public static Buffer mined(Buffer tx, boolean removed) {
    return Buffer.buffer(tx.length() + 40)
        .appendString("{\"removed\":" + removed + ",\"transaction\":")
        .appendBuffer(tx)
        .appendString("}");
  }

  public static Buffer minedHash(EthTx tx, boolean removed) {
    return mined(Buffer.buffer("{\"hash\":\"" + tx.hash() + "\"}"), removed);
  }
}
