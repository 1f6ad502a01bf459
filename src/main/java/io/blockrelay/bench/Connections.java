package io.blockrelay.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the connections.
 *
 * @param seconds from the first attempt until the last was settled
 * @param failures how many there were, by the reason
 * @param closes how many the relay ended, by the code and the reason; 1006 is the end without any
 */
record Connections(
    int asked,
    int opened,
    double seconds,
    Map<String, Integer> failures,
    Map<String, Integer> closes) {

  static Connections of(int asked, double seconds, List<Tally> tallies) {
    Map<String, Integer> failures = new TreeMap<>();
    Map<String, Integer> closes = new TreeMap<>();
    int opened = 0;
    for (Tally tally : tallies) {
      opened += tally.connected();
      tally.failures.forEach((why, count) -> failures.merge(why, count, Integer::sum));
      tally.closes.forEach((how, count) -> closes.merge(how, count, Integer::sum));
    }
    return new Connections(asked, opened, seconds, failures, closes);
  }

  /** How many the relay refused, or ended before the bench did. */
  int lost() {
    return sum(failures) + sum(closes);
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
