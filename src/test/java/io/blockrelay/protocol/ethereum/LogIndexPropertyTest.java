package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An index by {@link LogFilter#keys} finds what trying every filter finds, and once. */
class LogIndexPropertyTest {
  private static final int VALUES = 6;

  private final Random random = new Random(7);

  @Test
  void findsEveryMatchingFilterOnce() {
    for (int round = 0; round < 200; round++) {
      List<LogFilter> filters = IntStream.range(0, 50).mapToObj(i -> filter()).toList();
      Map<Key, List<Integer>> index = new HashMap<>();
      List<Integer> unindexed = new ArrayList<>();
      for (int i = 0; i < filters.size(); i++) {
        int filter = i;
        filters
            .get(i)
            .keys()
            .forEach(key -> index.computeIfAbsent(key, k -> new ArrayList<>()).add(filter));
        if (filters.get(i).keys().isEmpty()) {
          unindexed.add(i);
        }
      }
      for (int i = 0; i < 50; i++) {
        EthLog log = log();
        List<Integer> candidates = new ArrayList<>(unindexed);
        log.keys().forEach(key -> candidates.addAll(index.getOrDefault(key, List.of())));

        assertThat(candidates).doesNotHaveDuplicates();
        assertThat(candidates.stream().filter(f -> filters.get(f).matches(log)).sorted())
            .containsExactlyElementsOf(
                IntStream.range(0, filters.size())
                    .filter(f -> filters.get(f).matches(log))
                    .boxed()
                    .toList());
      }
    }
  }

  private LogFilter filter() {
    List<List<String>> topics = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      topics.add(some(3, 32));
    }
    LogFilter filter = LogFilter.of(some(3, 20), topics);
    return random.nextInt(4) == 0 ? filter.notAfter(random.nextInt(4)) : filter;
  }

  private EthLog log() {
    List<String> topics = IntStream.range(0, random.nextInt(5)).mapToObj(i -> value(32)).toList();
    return new EthLog(value(20), topics, value(32), random.nextInt(4), 0, false);
  }

  private List<String> some(int max, int bytes) {
    return IntStream.range(0, random.nextInt(max)).mapToObj(i -> value(bytes)).toList();
  }

  private String value(int bytes) {
    return "0x" + ("0" + random.nextInt(VALUES)).repeat(bytes);
  }
}
