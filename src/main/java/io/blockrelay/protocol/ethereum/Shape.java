package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.jsonrpc.Replies;
import io.vertx.core.buffer.Buffer;
import java.util.SortedSet;

/** What of an item stands in the {@code result} of a notification; has value equality. */
sealed interface Shape {
  Buffer of(Item item);

  /** The node's own bytes. */
  record AsIs() implements Shape {
    @Override
    public Buffer of(Item item) {
      return item.payload();
    }
  }

  /** A new pending transaction bare, and one that was thrown out of the chain marked. */
  record Pending(boolean hashesOnly) implements Shape {
    @Override
    public Buffer of(Item item) {
      EthTxItem facts = (EthTxItem) item.facts();
      if (facts.state() == EthTxItem.State.DROPPED) {
        return new Mined(hashesOnly).of(item);
      }
      return hashesOnly ? EthPayloads.hash(facts.tx()) : item.payload();
    }
  }

  /** A transaction, and whether it was taken out of a block. */
  record Mined(boolean hashesOnly) implements Shape {
    @Override
    public Buffer of(Item item) {
      EthTxItem facts = (EthTxItem) item.facts();
      boolean removed = facts.state() != EthTxItem.State.MINED;
      return hashesOnly
          ? EthPayloads.minedHash(facts.tx(), removed)
          : EthPayloads.mined(item.payload(), removed);
    }
  }

  /** The receipts of some transactions of a block, in an array. */
  record SomeReceipts(SortedSet<String> transactions) implements Shape {
    @Override
    public Buffer of(Item item) {
      return Replies.batch(((EthReceipts) item.facts()).of(transactions));
    }
  }
}
