package io.blockrelay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables to keys: {@code BLOCKRELAY_HISTORY_EVENTSMAX} is {@code history.eventsMax}.
 * Case, and what a variable's name cannot hold, do not count.
 */
final class EnvironmentKeys {
  private static final String PREFIX = "BLOCKRELAY_";

  /**
   * What Kubernetes adds for every Service whose name starts with blockrelay: {@code
   * BLOCKRELAY_SERVICE_HOST}, {@code BLOCKRELAY_PORT_5000_TCP_ADDR}, {@code
   * BLOCKRELAY_EDGE_SERVICE_PORT_WS}, …
   */
  private static final Pattern SERVICE =
      Pattern.compile(
          PREFIX
              + "(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?"
              + "|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

  /**
   * … and {@code BLOCKRELAY_EDGE_PORT=tcp://10.0.0.1:5000}, which only its value tells from a key.
   */
  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  private final ConfigTree tree;

  EnvironmentKeys(ConfigTree tree) {
    this.tree = tree;
  }

  /** Lays the variables over the tree, sections before their keys. */
  void apply(Map<String, String> environment) {
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX) && !isService(name, value)) {
                String source = "environment variable " + name;
                tree.set(source, path(source, name), Yaml.value(source, value));
              }
            });
  }

  private static boolean isService(String name, String value) {
    return SERVICE.matcher(name).matches()
        || (name.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches());
  }

  private String path(String source, String name) {
    List<String> words = Arrays.asList(name.substring(PREFIX.length()).split("_", -1));
    String path = find("", words);
    if (path == null) {
      throw unknown(source, words);
    }
    return path;
  }

  /** A key can take several words, as eth-main does in {@code CHAINS_ETH_MAIN_PROTOCOL}. */
  private @Nullable String find(String path, List<String> words) {
    if (words.isEmpty()) {
      return path;
    }
    for (String key : keys(path)) {
      for (int taken = 1; taken <= words.size(); taken++) {
        if (bare(key).equals(bare(String.join("", words.subList(0, taken))))) {
          String found = find(ConfigTree.join(path, key), words.subList(taken, words.size()));
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private ConfigException unknown(String source, List<String> words) {
    for (int taken = words.size() - 1; taken > 0; taken--) {
      String section = find("", words.subList(0, taken));
      if (section != null && !keys(section).isEmpty()) {
        return new ConfigException(
            "%s: no such key in %s; known here: %s"
                .formatted(source, section, String.join(", ", keys(section))));
      }
    }
    return new ConfigException(
        "%s: no such key; known are: %s".formatted(source, String.join(", ", keys(""))));
  }

  /** What can stand below {@code path}: what does, and the keys without a default. */
  private Set<String> keys(String path) {
    JsonNode node = tree.at(path);
    Set<String> keys = new LinkedHashSet<>();
    node.fieldNames().forEachRemaining(keys::add);
    for (int i = 0; node.isArray() && i <= node.size(); i++) {
      keys.add(Integer.toString(i));
    }
    if (path.matches("chains\\.[^.]+")) {
      keys.addAll(
          List.of("protocol", "upstreams", "reads", "broadcast", "subscriptionsMax", "strictPing"));
    } else if (path.matches("chains\\.[^.]+\\.upstreams\\.\\d+")) {
      keys.addAll(List.of("url", "http"));
    }
    return keys;
  }

  private static String bare(String key) {
    return key.replace("-", "").toLowerCase(Locale.ROOT);
  }
}
