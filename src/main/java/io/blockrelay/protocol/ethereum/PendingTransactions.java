package io.blockrelay.protocol.ethereum;

import io.blockrelay.model.Part;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.NodeQuestions;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Announces whole pending transactions, also of a node that announces only hashes: each is asked
 * for then.
 */
final class PendingTransactions {
  /** So many are asked for at a time: blocks need the rest of the calls. */
  private static final int ASKED_MAX = 32;

  /** More are dropped, the newest first: the node's pool is faster than its answers. */
  static final int WAITING_MAX = 1_024;

  private final UpstreamActions out;
  private final NodeQuestions questions;
  private final Queue<String> waiting = new ArrayDeque<>();
  private int asked;

  PendingTransactions(UpstreamActions out, NodeQuestions questions) {
    this.out = out;
    this.questions = questions;
  }

  /** Takes a transaction or the hash of one. */
  void take(Buffer result) throws IOException {
    if (result.getByte(0) != '"') {
      EthTx.read(result);
      out.event(new Part(EthKinds.PENDING, result));
      return;
    }
    String hash = Hex.topic(ObjectFields.text(result));
    out.alive();
    if (waiting.size() < WAITING_MAX) {
      waiting.add(hash);
      ask();
    }
  }

  /** What was waiting is as old as the connection. */
  void closed() {
    waiting.clear();
  }

  private void ask() {
    while (asked < ASKED_MAX && !waiting.isEmpty()) {
      String hash = waiting.remove();
      asked++;
      // What the node does not have any more is not pending any more.
      questions
          .ask(tx -> pending(tx, hash), "eth_getTransactionByHash", "\"" + hash + "\"")
          .onSuccess(tx -> out.event(new Part(EthKinds.PENDING, tx)))
          .onComplete(
              answered -> {
                asked--;
                ask();
              });
    }
  }

  /** It may have been mined meanwhile, and is announced as what it was. */
  private static Buffer pending(Buffer tx, String hash) throws IOException {
    JsonBytes.expect(EthTx.read(tx).hash().equals(hash), "the transaction of the hash asked for");
    return EthPayloads.pendingAgain(tx);
  }
}
