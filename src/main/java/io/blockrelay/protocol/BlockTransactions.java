package io.blockrelay.protocol;

import java.util.List;

/**
 * The transactions of a block, in its order.
 *
 * @param hash as the chain's nodes write it
 * @param parent the hash of the block before, empty when there is none
 */
public record BlockTransactions(
    long height, String hash, String parent, List<TransactionSummary> transactions) {
  public BlockTransactions {
    transactions = List.copyOf(transactions);
  }

  /** One of them: the facts of its {@link Item}. */
  public record Each(BlockTransactions block, int index) {
    public TransactionSummary transaction() {
      return block.transactions().get(index);
    }
  }
}
