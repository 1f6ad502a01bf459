package io.blockrelay.protocol.cometbft;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes queries, and what their conditions are about. */
final class RandomQueries {
  private static final List<String> TAGS =
      List.of("tm.event", "tx.height", "transfer.amount", "wasm-x._y", "a", "a.b", "é.日本", "_");
  private static final List<String> STRINGS =
      List.of("", "Tx", "NewBlock", "8", "10uatom", "2017-01-01", " AND ", "日本😀", "\"", "=");
  private static final List<String> ORDERED =
      List.of(
          "0",
          "8",
          "10.",
          "10.25",
          "99999999999999999999",
          "DATE 2017-01-01",
          "TIME 2017-01-01T00:00:00Z",
          "TIME 2017-01-01T1:00:00-03:30");
  private static final String DAMAGE = "'=<>.-_ aTIMEDAND8\t\n()日\u0000\u00a0\ud800\udc00";

  private final Random random;

  RandomQueries(long seed) {
    random = new Random(seed);
  }

  /** One to four conditions in the form in which they are printed. */
  String query() {
    return IntStream.rangeClosed(0, random.nextInt(4))
        .mapToObj(i -> condition())
        .collect(Collectors.joining(" AND "));
  }

  String tag() {
    return pick(TAGS);
  }

  String value() {
    return pick(STRINGS);
  }

  /** Up to three characters changed, lost or added. */
  String damaged(String query) {
    StringBuilder damaged = new StringBuilder(query);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(damaged.length() + 1);
      char odd = DAMAGE.charAt(random.nextInt(DAMAGE.length()));
      switch (random.nextInt(3)) {
        case 0 -> damaged.insert(at, odd);
        case 1 -> damaged.setLength(at);
        default -> damaged.replace(at, Math.min(at + 1, damaged.length()), "" + odd);
      }
    }
    return damaged.toString();
  }

  /** Nothing but odd characters. */
  String noise() {
    return random
        .ints(random.nextInt(40), 0, DAMAGE.length())
        .mapToObj(i -> "" + DAMAGE.charAt(i))
        .collect(Collectors.joining());
  }

  private String condition() {
    return switch (random.nextInt(5)) {
      case 0 -> tag() + " EXISTS";
      case 1 -> tag() + " CONTAINS '" + value() + "'";
      case 2 -> tag() + " " + pick(List.of("<", "<=", "=", ">=", ">")) + " " + pick(ORDERED);
      default -> tag() + " = '" + value() + "'";
    };
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
