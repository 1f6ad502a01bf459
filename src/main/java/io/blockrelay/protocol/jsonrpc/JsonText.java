package io.blockrelay.protocol.jsonrpc;

/**
 * Writes JSON strings as Go's {@code encoding/json} does, so that an error's bytes are those of a
 * node: {@code <}, {@code >}, {@code &} and the line separators U+2028 and U+2029 are escaped too.
 */
public final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** The string with its quotation marks; a lone surrogate becomes U+FFFD. */
  public static String quote(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16).append('"');
    text.codePoints().forEach(c -> append(json, c));
    return json.append('"').toString();
  }

  private static void append(StringBuilder json, int c) {
    switch (c) {
      case '"' -> json.append("\\\"");
      case '\\' -> json.append("\\\\");
      case '\b' -> json.append("\\b");
      case '\f' -> json.append("\\f");
      case '\n' -> json.append("\\n");
      case '\r' -> json.append("\\r");
      case '\t' -> json.append("\\t");
      case '<', '>', '&', 0x2028, 0x2029 -> escape(json, c);
      default -> {
        if (c < ' ') {
          escape(json, c);
        } else {
          boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
          json.appendCodePoint(lone ? 0xFFFD : c);
        }
      }
    }
  }

  private static void escape(StringBuilder json, int c) {
    json.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      json.append(HEX.charAt(c >> shift & 0xF));
    }
  }
}
