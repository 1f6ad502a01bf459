package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Key;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which mined transactions a subscription wants: those that one of the pairs matches, and all of
 * them when there are none. Addresses are in lower case.
 */
public record MinedFilter(SortedSet<Pair> pairs) implements EventFilter {
  public MinedFilter {
    pairs = Collections.unmodifiableSortedSet(new TreeSet<>(pairs));
  }

  static MinedFilter of(Collection<Pair> pairs) {
    return new MinedFilter(new TreeSet<>(pairs));
  }

  public boolean matches(EthTx tx) {
    return pairs.isEmpty()
        || pairs.contains(new Pair(tx.from(), ""))
        || (!tx.to().isEmpty()
            && (pairs.contains(new Pair("", tx.to()))
                || pairs.contains(new Pair(tx.from(), tx.to()))));
  }

  @Override
  public boolean matches(Item item) {
    return item.facts() instanceof EthTxItem facts && matches(facts.tx());
  }

  @Override
  public Set<Key> keys() {
    return pairs.stream().map(Pair::key).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * A sender and a receiver that must both match.
   *
   * @param from empty for every sender
   * @param to empty for every receiver; not both are empty
   */
  public record Pair(String from, String to) implements Comparable<Pair> {
    private static final Comparator<Pair> ORDER =
        Comparator.comparing(Pair::from).thenComparing(Pair::to);

    /** A transaction that matches has it; one end is enough to be found. */
    private Key key() {
      return from.isEmpty() ? EthKeys.to(to) : EthKeys.from(from);
    }

    @Override
    public int compareTo(Pair other) {
      return ORDER.compare(this, other);
    }
  }
}
