package io.blockrelay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line changes about the configuration.
 *
 * @param sets {@code key=value}, in the order given
 * @param roles empty leaves the configured ones
 * @param syncSources empty leaves the configured upstreams
 */
record Overrides(
    List<String> sets, @Nullable Integer port, List<String> roles, List<String> syncSources) {
  static final Overrides NONE = new Overrides(List.of(), null, List.of(), List.of());

  Overrides {
    sets = List.copyOf(sets);
    roles = List.copyOf(roles);
    syncSources = List.copyOf(syncSources);
  }
}
