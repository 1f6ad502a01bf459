package io.blockrelay.edge;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where paths lead. Most are taken as they are; one that ends in {@code {apikey}} takes any key
 * there, and its other segments in any case, as the clients of Tokenview write a network's name in
 * capitals.
 */
final class Routes<R> {
  private static final String KEY = "/{apikey}";

  private final Map<String, R> exact = new HashMap<>();

  /** By the path before the key. */
  private final Map<String, R> keyed = new HashMap<>();

  /**
   * A path that leads somewhere.
   *
   * @param key what stands where the path has room for a key
   */
  record Found<R>(R route, @Nullable String key) {}

  void add(Set<String> paths, R route) {
    for (String path : paths) {
      if (path.endsWith(KEY)) {
        keyed.put(path.substring(0, path.length() - KEY.length()), route);
      } else {
        exact.put(path, route);
      }
    }
  }

  /** Finds the path's route; null when it leads nowhere. */
  @Nullable Found<R> find(String path) {
    R route = exact.get(path);
    if (route != null) {
      return new Found<>(route, null);
    }
    int slash = path.lastIndexOf('/');
    if (slash < 0 || !AccessKey.VALID.matcher(path.substring(slash + 1)).matches()) {
      return null;
    }
    R before = keyed.get(path.substring(0, slash).toLowerCase(Locale.ROOT));
    return before == null ? null : new Found<>(before, path.substring(slash + 1));
  }
}
