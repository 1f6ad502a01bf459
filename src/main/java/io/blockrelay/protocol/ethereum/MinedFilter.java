package io.blockrelay.protocol.ethereum;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which mined transactions a subscription wants: those that one of the pairs matches, and all of
 * them when there are none. Addresses are in lower case.
 */
public record MinedFilter(SortedSet<Pair> pairs) {
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

  /**
   * A sender and a receiver that must both match.
   *
   * @param from empty for every sender
   * @param to empty for every receiver; not both are empty
   */
  public record Pair(String from, String to) implements Comparable<Pair> {
    private static final Comparator<Pair> ORDER =
        Comparator.comparing(Pair::from).thenComparing(Pair::to);

    @Override
    public int compareTo(Pair other) {
      return ORDER.compare(this, other);
    }
  }
}
