package io.blockrelay.edge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many are inside at once, of each kind. It holds nothing of kinds that have left, so that it
 * is as small as the number of those inside. Safe for any thread.
 */
final class Places<K> {
  private final Map<K, Integer> taken = new ConcurrentHashMap<>();

  /**
   * Takes a place, to be given back by {@link #leave}.
   *
   * @return false when there are as many already
   */
  boolean enter(K kind, int max) {
    while (true) {
      Integer inside = taken.get(kind);
      if (inside != null && inside >= max) {
        return false;
      }
      boolean entered =
          inside == null
              ? taken.putIfAbsent(kind, 1) == null
              : taken.replace(kind, inside, inside + 1);
      if (entered) {
        return true;
      }
    }
  }

  void leave(K kind) {
    taken.computeIfPresent(kind, (same, inside) -> inside == 1 ? null : inside - 1);
  }

  /** The kinds of which somebody is inside. */
  int size() {
    return taken.size();
  }
}
