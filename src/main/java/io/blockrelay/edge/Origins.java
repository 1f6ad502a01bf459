package io.blockrelay.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The web pages whose scripts may come in, by where the browser says that they are from. Only
 * browsers say so, so whoever does not is let in. Immutable.
 */
final class Origins {
  private static final Pattern ORIGIN =
      Pattern.compile(
          "([a-z][a-z0-9+.-]*)://(\\*\\.)?([a-z0-9](?:[a-z0-9._-]*)|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?");

  private final List<Rule> rules;

  /** Scheme, host with its port, and whether it is the hosts below it. */
  private record Rule(String scheme, boolean below, String host) {
    static Rule of(String origin) {
      Matcher parts = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "origins must be like https://app.example.com or https://*.example.com, not \"%s\""
                .formatted(origin));
      }
      String scheme = parts.group(1);
      String port = parts.group(4);
      // Browsers leave the usual port out.
      boolean usual =
          port == null
              || (scheme.equals("https") && port.equals("443"))
              || (scheme.equals("http") && port.equals("80"));
      return new Rule(scheme, parts.group(2) != null, parts.group(3) + (usual ? "" : ":" + port));
    }

    boolean allows(String origin) {
      String start = scheme + "://";
      String said = origin.toLowerCase(Locale.ROOT);
      if (!said.startsWith(start)) {
        return false;
      }
      String from = said.substring(start.length());
      return below
          ? from.length() > host.length() + 1 && from.endsWith("." + host)
          : from.equals(host);
    }
  }

  /**
   * @param origins {@code https://app.example.com}, {@code https://*.example.com} for everything
   *     below it; empty for all there are
   * @throws IllegalArgumentException for the operator when one is anything else
   */
  Origins(List<String> origins) {
    rules = origins.stream().map(Rule::of).toList();
  }

  /**
   * @param said the request's headers of that name; none where it is no browser's
   */
  boolean allow(List<String> said) {
    return rules.isEmpty()
        || said.stream().allMatch(origin -> rules.stream().anyMatch(rule -> rule.allows(origin)));
  }

  /**
   * Tells a browser that its page may read the answer; only for those that are {@link #allow}ed.
   */
  void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (rules.isEmpty()) {
      response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    } else {
      response.putHeader(HttpHeaders.VARY, "Origin");
      if (origin != null) {
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      }
    }
  }
}
