package io.blockrelay.protocol.bigchaindb;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.model.Block;
import io.blockrelay.protocol.BlockTransactions;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.TransactionSummary;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node answers to {@code GET /api/v1/blocks/{height}}, or with an id before version 2.0.
 *
 * @param height -1 where the version counts no blocks
 * @param transactions in the block's order
 */
record NodeBlock(long height, List<NodeTransaction> transactions) {
  NodeBlock {
    transactions = List.copyOf(transactions);
  }

  /**
   * Reads an answer.
   *
   * @throws IOException when it is no block
   */
  static NodeBlock read(Buffer answer) throws IOException {
    Fields fields = new Fields();
    ObjectFields.read(answer, fields);
    JsonBytes.expect(fields.listed, "the transactions of a block");
    return new NodeBlock(fields.height, fields.transactions);
  }

  NodeBlock with(List<NodeTransaction> others) {
    return new NodeBlock(height, others);
  }

  /**
   * The block of a version that counts them. These never replace a block, so the height stands for
   * the hash, which a node's answers do not tell.
   */
  Block announced(long receivedMs) {
    String parent = height == 0 ? "" : Long.toString(height - 1);
    BlockTransactions block = summary(height, Long.toString(height), parent);
    return new Block(height, block.hash(), parent, receivedMs, List.of(Summaries.part(block)));
  }

  BlockTransactions summary(long number, String hash, String parent) {
    List<TransactionSummary> all = transactions.stream().map(NodeTransaction::summary).toList();
    return new BlockTransactions(number, hash, parent, all);
  }

  private static final class Fields implements ObjectFields.Visitor {
    private final List<NodeTransaction> transactions = new ArrayList<>();
    private long height = -1;
    private boolean listed;

    @Override
    public void field(String name, JsonParser json) throws IOException {
      if (name.equals("height") && json.currentToken() != JsonToken.VALUE_NULL) {
        JsonBytes.expect(Ring.isHeight(json.getText()), "a height");
        height = Long.parseLong(json.getText());
      } else if (name.equals("transactions") || name.equals("transaction_ids")) {
        transactions(json);
      } else if (name.equals("block") && json.currentToken() == JsonToken.START_OBJECT) {
        // Before version 2.0 the answer is the signed block, and this is what was signed.
        ObjectFields.readWithin(
            json,
            (inner, value) -> {
              if (inner.equals("transactions")) {
                transactions(value);
              }
            });
      }
    }

    private void transactions(JsonParser json) throws IOException {
      JsonBytes.expect(!listed && json.currentToken() == JsonToken.START_ARRAY, "one list");
      listed = true;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        transactions.add(NodeTransaction.read(json));
      }
    }
  }
}
