package io.blockrelay.protocol.ethereum;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which pending transactions a subscription wants: those from <em>or</em> to one of the addresses,
 * and all of them when there are none. Addresses are in lower case.
 */
public record PendingFilter(SortedSet<String> from, SortedSet<String> to) {
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
}
