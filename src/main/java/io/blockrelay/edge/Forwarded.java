package io.blockrelay.edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the header {@code Forwarded} of RFC 7239. */
final class Forwarded {
  // Colons stand unquoted in real headers, too. No address has a backslash, so no quoted value is
  // read that has one.
  private static final Pattern PAIR =
      Pattern.compile("\\G\\s*([A-Za-z]+)=(?:\"([^\"\\\\]*)\"|([^\\s\",;]+))\\s*(;|,|$)");

  private static final Pattern PORT = Pattern.compile("(\\[[^]]*]|[^:]*):[0-9]+");

  private Forwarded() {}

  /**
   * What each hop said, the nearest one last: its parameters in lower case and their values. Empty
   * when there is no such header, or when one makes no sense.
   */
  static List<Map<String, String>> hops(List<String> headers) {
    List<Map<String, String>> hops = new ArrayList<>();
    for (String header : headers) {
      if (!read(header, hops)) {
        return List.of();
      }
    }
    return hops;
  }

  /** The address in {@code for=}, which may have a port and brackets. */
  static String address(String node) {
    Matcher withPort = PORT.matcher(node);
    String address = withPort.matches() ? withPort.group(1) : node;
    return address.startsWith("[") && address.endsWith("]")
        ? address.substring(1, address.length() - 1)
        : address;
  }

  private static boolean read(String header, List<Map<String, String>> hops) {
    Map<String, String> hop = new HashMap<>();
    Matcher pair = PAIR.matcher(header);
    while (pair.find()) {
      String value = pair.group(2) == null ? pair.group(3) : pair.group(2);
      hop.putIfAbsent(pair.group(1).toLowerCase(Locale.ROOT), value);
      if (!pair.group(4).equals(";")) {
        hops.add(hop);
        hop = new HashMap<>();
      }
      if (pair.end() == header.length()) {
        return pair.group(4).isEmpty();
      }
    }
    return false;
  }
}
