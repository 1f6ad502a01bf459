package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Key;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which pending transactions a subscription wants: those from <em>or</em> to one of the addresses,
 * and all of them when there are none. Addresses are in lower case.
 */
public record PendingFilter(SortedSet<String> from, SortedSet<String> to) implements EventFilter {
  public PendingFilter {
    from = Collections.unmodifiableSortedSet(new TreeSet<>(from));
    to = Collections.unmodifiableSortedSet(new TreeSet<>(to));
  }

  static PendingFilter of(Collection<String> from, Collection<String> to) {
    return new PendingFilter(new TreeSet<>(from), new TreeSet<>(to));
  }

  public boolean matches(EthTx tx) {
    return (from.isEmpty() && to.isEmpty()) || from.contains(tx.from()) || to.contains(tx.to());
  }

  /** Those that wait for a block, and those that a reorganisation threw out of one. */
  @Override
  public boolean matches(Item item) {
    return item.facts() instanceof EthTxItem facts
        && (facts.state() == EthTxItem.State.PENDING || facts.state() == EthTxItem.State.DROPPED)
        && matches(facts.tx());
  }

  @Override
  public Set<Key> keys() {
    Set<Key> keys = new HashSet<>();
    from.forEach(address -> keys.add(EthKeys.from(address)));
    to.forEach(address -> keys.add(EthKeys.to(address)));
    return keys;
  }
}
