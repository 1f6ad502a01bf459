package io.blockrelay;

import io.blockrelay.EthFollower.Told;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order in which the relay tells the heads, subscription {@code heads}, and the logs,
 * subscription {@code logs}, that a node told its own client of.
 */
final class PromisedOrder {
  private static final Pattern HASH = Pattern.compile("\"hash\":\"(0x[0-9a-f]{64})\"");
  private static final Pattern BLOCK = Pattern.compile("\"blockHash\":\"(0x[0-9a-f]{64})\"");

  private PromisedOrder() {}

  /** Each head, and then the logs of its block. */
  static List<Told> of(List<String> heads, List<String> logs) {
    List<Told> order = new ArrayList<>();
    for (String head : heads) {
      order.add(new Told("heads", head));
      of(logs, hash(head)).forEach(log -> order.add(new Told("logs", log)));
    }
    return order;
  }

  /**
   * The same for a client of the node: from its first block up to that one. A geth in development
   * mode may mine one more than it was asked for.
   */
  static List<Told> upTo(String last, EthFollower direct) {
    List<String> heads = direct.told("heads");
    int end = heads.stream().map(PromisedOrder::hash).toList().indexOf(last) + 1;
    return of(heads.subList(0, end), direct.told("logs"));
  }

  /** The logs taken back, the newest block's first, every other byte as they were told. */
  static List<Told> removed(List<String> logs) {
    Map<String, List<Told>> blocks = new LinkedHashMap<>();
    for (String log : logs) {
      String taken = log.replace("\"removed\":false", "\"removed\":true");
      blocks.computeIfAbsent(block(log), b -> new ArrayList<>()).add(new Told("logs", taken));
    }
    List<List<Told>> newestFirst = new ArrayList<>(blocks.values());
    Collections.reverse(newestFirst);
    return newestFirst.stream().flatMap(List::stream).toList();
  }

  /** The hash in a head. */
  static String hash(String head) {
    return found(HASH, head);
  }

  /** The block's hash in a log. */
  static String block(String log) {
    return found(BLOCK, log);
  }

  private static List<String> of(List<String> logs, String hash) {
    return logs.stream().filter(log -> block(log).equals(hash)).toList();
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }
}
