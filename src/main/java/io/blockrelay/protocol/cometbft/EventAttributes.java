package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.Key;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What queries look at: the {@code events} of a message, from {@code type.attribute} to values. A
 * name without a dot is no attribute. Immutable.
 */
final class EventAttributes {
  private final Map<String, List<String>> values = new HashMap<>();
  private final Set<String> types = new HashSet<>();

  public EventAttributes(Map<String, List<String>> events) {
    events.forEach(this::add);
  }

  /** Whether some value of the tag passes; a tag that is a type has the empty value. */
  boolean satisfy(Condition condition) {
    List<String> candidates = values.get(condition.tag());
    if (candidates != null) {
      for (String candidate : candidates) {
        if (condition.accepts(candidate)) {
          return true;
        }
      }
    }
    return types.contains(condition.tag()) && condition.accepts("");
  }

  /** Every key under which a query that matches can stand. */
  public Set<Key> keys() {
    Set<Key> keys = new HashSet<>();
    values.forEach(
        (tag, all) ->
            all.stream()
                .filter(value -> value.length() <= CometQuery.BYTES_MAX)
                .forEach(value -> keys.add(new Key(tag, value))));
    return keys;
  }

  private void add(String name, List<String> all) {
    int dot = name.lastIndexOf('.');
    if (dot >= 0) {
      values.put(name, List.copyOf(all));
      types.add(name.substring(0, dot));
    }
  }
}
