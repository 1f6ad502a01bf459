package io.blockrelay.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the connections.
 *
 * @param seconds from the first attempt until the last was settled
 * @param failures how many there were, by the reason
 * @param closes how many the relay ended, by the code; 1006 is the end without one
 */
record Connections(
    int asked,
    int opened,
    double seconds,
    Map<String, Integer> failures,
    Map<Integer, Integer> closes) {

  static Connections of(int asked, double seconds, List<Tally> tallies) {
    Map<String, Integer> failures = new TreeMap<>();
    Map<Integer, Integer> closes = new TreeMap<>();
    int opened = 0;
    for (Tally tally : tallies) {
      opened += tally.connected();
      tally.failures.forEach((why, count) -> failures.merge(why, count, Integer::sum));
      tally.closes.forEach((code, count) -> closes.merge(code, count, Integer::sum));
    }
    return new Connections(asked, opened, seconds, failures, closes);
  }

  int failed() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  int closed() {
    return closes.values().stream().mapToInt(Integer::intValue).sum();
  }
}
