package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Key;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;

/**
 * Which blocks' receipts a subscription is told of: as in geth those with at least one that it
 * wants.
 *
 * @param transactions the receipts of these; empty for all
 */
record ReceiptsFilter(SortedSet<String> transactions) implements EventFilter {
  @Override
  public boolean matches(Item item) {
    return item.facts() instanceof EthReceipts block
        && (transactions.isEmpty()
            ? !block.receipts().isEmpty()
            : !Collections.disjoint(block.transactions(), transactions));
  }

  @Override
  public Set<Key> keys() {
    return EthKeys.transactions(transactions);
  }
}
