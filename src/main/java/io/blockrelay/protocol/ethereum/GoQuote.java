package io.blockrelay.protocol.ethereum;

/**
 * Quotes a name as Go's {@code %q} does, with which go-ethereum reports an unknown subscription.
 */
final class GoQuote {
  private GoQuote() {}

  static String quote(String text) {
    StringBuilder quoted = new StringBuilder().append('"');
    text.codePoints().forEach(c -> quoted.append(escape(c)));
    return quoted.append('"').toString();
  }

  private static String escape(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case 0x07 -> "\\a";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case 0x0B -> "\\v";
      default -> isPrintable(c) ? Character.toString(c) : unprintable(c);
    };
  }

  private static String unprintable(int c) {
    if (c < ' ' || c == 0x7F) {
      return String.format("\\x%02x", c);
    }
    return c <= 0xFFFF ? String.format("\\u%04x", c) : String.format("\\U%08x", c);
  }

  private static boolean isPrintable(int c) {
    if (c == ' ') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
