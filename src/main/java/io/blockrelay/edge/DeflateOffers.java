package io.blockrelay.edge;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers what clients offer in {@code Sec-WebSocket-Extensions}: compression by RFC 7692 and no
 * other extension, and that without context takeover on either side. So a message is compressed
 * once for everybody, and a connection that says nothing costs nothing.
 */
final class DeflateOffers {
  private static final String NAME = "permessage-deflate";
  private static final String AGREED =
      NAME + "; server_no_context_takeover; client_no_context_takeover";

  /** The window of every deflater and inflater of the JDK. */
  private static final String WINDOW_BITS = "15";

  private static final Pattern PARAMETER = Pattern.compile("([a-z_]+)(?:=(\"?)([^\"]+)\\2)?");
  private static final Pattern BITS = Pattern.compile("[89]|1[0-5]");

  private DeflateOffers() {}

  /**
   * The answer to the first offer that can be taken; null when there is none, which leaves the
   * connection without compression.
   */
  static @Nullable String answer(List<String> headers) {
    for (String header : headers) {
      for (String offer : header.split(",", -1)) {
        String answer = answer(offer);
        if (answer != null) {
          return answer;
        }
      }
    }
    return null;
  }

  private static @Nullable String answer(String offer) {
    String[] parts = offer.split(";", -1);
    if (!parts[0].strip().equals(NAME)) {
      return null;
    }
    String answer = AGREED;
    Set<String> names = new HashSet<>();
    for (int i = 1; i < parts.length; i++) {
      Matcher parameter = PARAMETER.matcher(parts[i].strip());
      if (!parameter.matches()
          || !names.add(parameter.group(1))
          || !takes(parameter.group(1), parameter.group(3))) {
        return null;
      }
      if (parameter.group(1).equals("server_max_window_bits")) {
        answer += "; server_max_window_bits=" + WINDOW_BITS;
      }
    }
    return answer;
  }

  private static boolean takes(String name, @Nullable String value) {
    return switch (name) {
      case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
      case "client_max_window_bits" -> value == null || BITS.matcher(value).matches();
      case "server_max_window_bits" -> WINDOW_BITS.equals(value);
      default -> false;
    };
  }
}
