package io.blockrelay.protocol;

import java.util.Set;

/**
 * Which items of its kinds a subscription wants. Equal filters share an audience, so a filter has
 * value equality.
 */
@FunctionalInterface
public interface EventFilter {
  EventFilter ALL = item -> true;

  boolean matches(Item item);

  /**
   * Where the filter stands in an index: it matches no item that has none of these keys. Empty for
   * a filter that must be tried on every item.
   */
  default Set<Key> keys() {
    return Set.of();
  }
}
