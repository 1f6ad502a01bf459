package io.blockrelay.protocol.ethereum;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a subscription is about. Equal topics get the same notifications, apart from when they
 * start; their {@code toString} is equal too, and the same on every node.
 */
public sealed interface EthTopic {
  /** {@code newHeads}: every header of the chain, in order. */
  record NewHeads() implements EthTopic {}

  /** {@code logs}: one notification a log. */
  record Logs(LogFilter filter) implements EthTopic {}

  /**
   * {@code newPendingTransactions}: one notification a transaction.
   *
   * @param full the transactions rather than their hashes
   */
  record PendingTransactions(boolean full) implements EthTopic {}

  /** {@code syncing}. */
  record Syncing() implements EthTopic {}

  /**
   * {@code transactionReceipts}: an array of receipts a block.
   *
   * @param transactions only the receipts of these, at most 200; empty for all
   */
  record Receipts(SortedSet<String> transactions) implements EthTopic {
    public Receipts {
      transactions = Collections.unmodifiableSortedSet(new TreeSet<>(transactions));
    }
  }

  /**
   * {@code tokenview_pendingTransactions} and {@code alchemy_pendingTransactions}.
   *
   * @param includeRemoved whether transactions that a reorganisation threw out of the chain are
   *     marked; Tokenview only
   */
  record FilteredPending(PendingFilter filter, boolean hashesOnly, boolean includeRemoved)
      implements EthTopic {}

  /** {@code alchemy_minedTransactions}. */
  record Mined(MinedFilter filter, boolean hashesOnly, boolean includeRemoved)
      implements EthTopic {}
}
