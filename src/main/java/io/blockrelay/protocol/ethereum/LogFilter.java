package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which logs a subscription wants, in one canonical form: filters that match the same way by their
 * words are equal. Hex is in lower case.
 *
 * @param addresses any of them; empty for every address
 * @param topics for each position any of them, empty for every topic; a log that has fewer topics
 *     than there are positions never matches, even where the last positions take every topic
 * @param toBlock the last block, {@link Long#MAX_VALUE} when there is none
 */
public record LogFilter(SortedSet<String> addresses, List<SortedSet<String>> topics, long toBlock)
    implements EventFilter {
  public static final LogFilter ALL = of(List.of(), List.of());

  public LogFilter {
    addresses = sorted(addresses);
    topics = topics.stream().map(LogFilter::sorted).toList();
  }

  static LogFilter of(Collection<String> addresses, List<? extends Collection<String>> topics) {
    List<SortedSet<String>> positions = new ArrayList<>();
    topics.forEach(position -> positions.add(new TreeSet<>(position)));
    return new LogFilter(new TreeSet<>(addresses), positions, Long.MAX_VALUE);
  }

  /** Without the logs of later blocks. */
  public LogFilter notAfter(long block) {
    return new LogFilter(addresses, topics, block);
  }

  public boolean matches(EthLog log) {
    if (log.blockNumber() > toBlock) {
      return false;
    }
    if (!addresses.isEmpty() && !addresses.contains(log.address())) {
      return false;
    }
    if (topics.size() > log.topics().size()) {
      return false;
    }
    for (int i = 0; i < topics.size(); i++) {
      if (!topics.get(i).isEmpty() && !topics.get(i).contains(log.topics().get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean matches(Item item) {
    return item.facts() instanceof EthLog log && matches(log);
  }

  /**
   * Its addresses, or without addresses the topics of the first position that asks for some: {@link
   * EthLog#keys} finds it there once a log.
   */
  @Override
  public Set<Key> keys() {
    if (!addresses.isEmpty()) {
      return addresses.stream().map(EthKeys::address).collect(Collectors.toUnmodifiableSet());
    }
    for (int i = 0; i < topics.size(); i++) {
      int position = i;
      if (!topics.get(i).isEmpty()) {
        return topics.get(i).stream()
            .map(topic -> EthKeys.topic(position, topic))
            .collect(Collectors.toUnmodifiableSet());
      }
    }
    return Set.of();
  }

  private static SortedSet<String> sorted(SortedSet<String> values) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }
}
