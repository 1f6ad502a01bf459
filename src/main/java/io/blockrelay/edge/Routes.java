package io.blockrelay.edge;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where paths lead. Most are taken as they are; one whose last segment is a name in braces, as
 * {@code {apikey}}, takes anything there that may be a key, and its other segments in any case, as
 * the clients of Tokenview write a network's name in capitals.
 */
final class Routes<R> {
  private final Map<String, R> exact = new HashMap<>();

  /** By the path before what may be anything. */
  private final Map<String, R> open = new HashMap<>();

  /**
   * A path that leads somewhere.
   *
   * @param last what stands where the path is open, null where it is not
   */
  record Found<R>(R route, @Nullable String last) {}

  void add(String path, R route) {
    int brace = path.lastIndexOf("/{");
    if (brace >= 0) {
      open.put(path.substring(0, brace), route);
    } else {
      exact.put(path, route);
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
    R before = open.get(path.substring(0, slash).toLowerCase(Locale.ROOT));
    return before == null ? null : new Found<>(before, path.substring(slash + 1));
  }
}
