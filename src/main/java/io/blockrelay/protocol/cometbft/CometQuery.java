package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Key;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A query of CometBFT 0.38 and later. It matches what satisfies all its conditions, each by
 * whatever value; queries of one text are equal.
 */
record CometQuery(List<Condition> conditions) implements EventFilter {
  /** The longest query that a node takes, in UTF-8. */
  public static final int BYTES_MAX = 512;

  /** The tag by which every event names itself. */
  public static final String EVENT = "tm.event";

  private static final Comparator<Condition.Equals> SELECTIVITY =
      Comparator.<Condition.Equals, Boolean>comparing(equal -> !equal.tag().equals(EVENT))
          .thenComparing(equal -> equal.wanted().length());

  public CometQuery {
    conditions = List.copyOf(conditions);
  }

  /**
   * Reads a query.
   *
   * @throws QueryException with what a node says of it, without the {@code failed to parse query: }
   *     before what is no query
   */
  public static CometQuery parse(String query) throws QueryException {
    if (isTooLong(query)) {
      throw new QueryException("maximum query length exceeded");
    }
    return new CometQuery(new QueryParser(query).parse());
  }

  static boolean isTooLong(String query) {
    return query.length() > BYTES_MAX || QueryText.utf8Bytes(query) > BYTES_MAX;
  }

  public boolean matches(EventAttributes attributes) {
    for (Condition condition : conditions) {
      if (!attributes.satisfy(condition)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean matches(Item item) {
    return item.facts() instanceof EventAttributes attributes && matches(attributes);
  }

  /** Whether events that call themselves {@code event} can match. */
  public boolean concerns(String event) {
    return conditions.stream()
        .filter(condition -> condition.tag().equals(EVENT))
        .allMatch(condition -> condition.accepts(event));
  }

  /**
   * The equality with the longest string, which is more likely somebody's address than the name of
   * a module; {@code tm.event} where there is no other. One with the empty string does not count: a
   * type has it without having a value.
   */
  @Override
  public Set<Key> keys() {
    return conditions.stream()
        .filter(Condition.Equals.class::isInstance)
        .map(Condition.Equals.class::cast)
        .filter(equal -> !equal.wanted().isEmpty())
        .max(SELECTIVITY)
        .map(equal -> Set.of(new Key(equal.tag(), equal.wanted())))
        .orElse(Set.of());
  }

  /** The text by which a node knows a subscription: {@code a='b'} is {@code a = 'b'}. */
  public String text() {
    return conditions.stream().map(Condition::toString).collect(Collectors.joining(" AND "));
  }

  @Override
  public String toString() {
    return text();
  }
}
