package io.blockrelay.protocol.ethereum;

import com.fasterxml.jackson.core.JsonParser;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The receipts of one block, in its order. */
record EthReceipts(List<Receipt> receipts) {
  EthReceipts {
    receipts = List.copyOf(receipts);
  }

  /**
   * One receipt.
   *
   * @param transaction the transaction's hash in lower case
   * @param json as the node wrote it
   */
  record Receipt(String transaction, Buffer json) {
    static Receipt read(JsonParser json, Buffer source) throws IOException {
      int start = JsonBytes.start(json);
      String[] hash = {""};
      ObjectFields.readWithin(
          json, (name, value) -> hash[0] = name.equals("transactionHash") ? hash(value) : hash[0]);
      JsonBytes.expect(!hash[0].isEmpty(), "a receipt with a transactionHash");
      return new Receipt(hash[0], source.slice(start, JsonBytes.endOfValue(json)));
    }

    private static String hash(JsonParser json) throws IOException {
      return Hex.topic(ObjectFields.text(json));
    }
  }

  List<String> transactions() {
    return receipts.stream().map(Receipt::transaction).toList();
  }

  /** Those of these transactions, in the block's order. */
  List<Buffer> of(Collection<String> transactions) {
    List<Buffer> found = new ArrayList<>();
    for (Receipt receipt : receipts) {
      if (transactions.contains(receipt.transaction())) {
        found.add(receipt.json());
      }
    }
    return found;
  }
}
