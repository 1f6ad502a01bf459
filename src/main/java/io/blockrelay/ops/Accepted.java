package io.blockrelay.ops;

import java.util.List;
import java.util.Locale;

/** What a client would rather have, by its {@code Accept} headers (RFC 9110, 12.5.1). */
final class Accepted {
  private Accepted() {}

  /**
   * Whether it names HTML, and JSON not before it; whoever takes anything is a program more often
   * than a person.
   */
  static boolean prefersHtml(List<String> headers) {
    double html = 0;
    double json = 0;
    for (String range : String.join(",", headers).toLowerCase(Locale.ROOT).split(",", -1)) {
      String type = range.split(";", 2)[0].strip();
      if (type.equals("text/html")) {
        html = Math.max(html, quality(range));
      } else if (type.equals("application/json")) {
        json = Math.max(json, quality(range));
      }
    }
    return html > json;
  }

  private static double quality(String range) {
    for (String parameter : range.split(";", -1)) {
      String stripped = parameter.strip();
      if (stripped.startsWith("q=")) {
        return stripped.matches("q=[01](\\.[0-9]{0,3})?")
            ? Double.parseDouble(stripped.substring(2))
            : 0;
      }
    }
    return 1;
  }
}
