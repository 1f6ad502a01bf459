package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.blockrelay.protocol.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryPropertyTest {
  private static final int ROUNDS = 20_000;

  private final RandomQueries random = new RandomQueries(3);

  @Test
  void printsWhatItRead() throws QueryException {
    for (int i = 0; i < ROUNDS; i++) {
      String query = random.query();

      assertThat(CometQuery.parse(query)).hasToString(query);
    }
  }

  @Test
  void failsOnlyAsDeclared() {
    EventAttributes events = events();
    int read = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String query = i % 4 == 0 ? random.noise() : random.damaged(random.query());
      try {
        CometQuery parsed = CometQuery.parse(query);
        parsed.matches(events);
        parsed.keys();
        read++;
      } catch (QueryException e) {
        assertThat(e.getMessage()).startsWith("offset ");
      }
    }
    assertThat(read).isBetween(ROUNDS / 100, ROUNDS / 2);
  }

  /** An index by {@link CometQuery#keys} finds every query that matches. */
  @Test
  void isFoundByTheKeysOfWhatItMatches() throws QueryException {
    int found = 0;
    for (int i = 0; i < ROUNDS; i++) {
      CometQuery query = CometQuery.parse(random.query());
      EventAttributes events = events();
      if (query.matches(events) && !query.keys().isEmpty()) {
        Set<Key> keys = events.keys();
        assertThat(query.keys()).hasSize(1).allMatch(keys::contains);
        found++;
      }
    }
    assertThat(found).isGreaterThan(ROUNDS / 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "0", "9.9", ".9", "2013-05-03T14:45:00.9"})
  void comparesValuesOfAnyLengthInNoTime(String value) throws QueryException {
    String last = value.substring(value.length() - 1);
    EventAttributes events =
        new EventAttributes(Map.of("a.b", List.of(value + last.repeat(5_000_000))));
    List<CometQuery> queries = new ArrayList<>();
    for (String operand :
        List.of("9".repeat(500), "0." + "9".repeat(490), "DATE 2013-05-03", "'x'")) {
      queries.add(CometQuery.parse("a.b = " + operand));
    }
    queries.add(CometQuery.parse("a.b > TIME 2013-05-03T14:45:00Z"));

    assertTimeout(
        Duration.ofSeconds(5), () -> queries.forEach(query -> assertNoFailure(query, events)));
  }

  @Test
  void isBoundedHoweverLongTheQuery() {
    assertThat(catchThrowable(() -> CometQuery.parse("'".repeat(10_000_000))))
        .isInstanceOf(QueryException.class);
  }

  private static void assertNoFailure(CometQuery query, EventAttributes events) {
    assertThat(catchThrowable(() -> query.matches(events))).isNull();
  }

  private EventAttributes events() {
    Map<String, List<String>> events = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      events.put(random.tag(), IntStream.range(0, 3).mapToObj(j -> random.value()).toList());
    }
    return new EventAttributes(events);
  }
}
