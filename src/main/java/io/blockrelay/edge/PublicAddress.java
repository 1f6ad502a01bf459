package io.blockrelay.edge;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where clients find the relay, for documents that tell them where to go on: what the configuration
 * says, else what a trusted proxy says, else what the client itself asked for. Immutable.
 *
 * <p>A proxy is believed what it says last, so it must not pass on what its clients say in headers
 * that it does not set itself.
 */
final class PublicAddress {
  private static final String HOST_CHARACTERS =
      "(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}])";

  /** A host, and perhaps a port; nothing that could end a text or begin a path. */
  private static final Pattern HOST =
      Pattern.compile("(" + HOST_CHARACTERS + ")(?::([0-9]{1,5}))?");

  private static final Pattern PATH = Pattern.compile("/[\\w.~/-]*");

  private static final Pattern URL =
      Pattern.compile("(?i:(wss?|https?))://([^/]+)((?:/.*)?)", Pattern.DOTALL);

  private static final int PORT_MAX = 65_535;

  /** Null where the configuration leaves it to the requests. */
  private final @Nullable String configured;

  private final TrustedProxies proxies;

  /**
   * What a request says of where it was sent.
   *
   * @param peer the address of whoever sent it, null where it has none
   * @param local the address and port that it came to
   * @param headers those of a name, in order
   */
  record Asked(@Nullable String peer, String local, boolean tls, Headers headers) {
    static Asked of(HttpServerRequest request) {
      return new Asked(
          request.remoteAddress().hostAddress(),
          NetUtil.toSocketAddressString(
              request.localAddress().hostAddress(), request.localAddress().port()),
          request.isSSL(),
          request.headers()::getAll);
    }

    @Nullable String last(String name) {
      List<String> all = headers.all(name);
      if (all.isEmpty()) {
        return null;
      }
      String last = all.get(all.size() - 1);
      return last.substring(last.lastIndexOf(',') + 1).strip();
    }

    String scheme() {
      return tls ? "wss" : "ws";
    }
  }

  /** A request's headers. */
  @FunctionalInterface
  interface Headers {
    List<String> all(String name);
  }

  /** What a request was sent to, as far as it is known. */
  private record Target(
      @Nullable String scheme, @Nullable String host, @Nullable String port, String prefix) {}

  /**
   * @param url {@link EdgeConfig#publicUrl}
   * @throws IllegalArgumentException for the operator when it is no address
   */
  PublicAddress(String url, TrustedProxies proxies) {
    this.configured = url.isEmpty() ? null : ofUrl(url);
    this.proxies = proxies;
  }

  /** The address for WebSockets, {@code wss://relay.example.com/base}, without a slash behind. */
  String of(Asked asked) {
    if (configured != null) {
      return configured;
    }
    boolean trusted = proxies.trust(asked.peer());
    Target target = trusted ? forwarded(asked) : new Target(null, asked.last("Host"), null, "");
    String scheme = target.scheme() == null ? asked.scheme() : target.scheme();
    String host = host(target.host(), target.port(), scheme);
    return scheme + "://" + (host == null ? asked.local() : host) + target.prefix();
  }

  private Target forwarded(Asked asked) {
    String scheme = null;
    String host = null;
    String port = null;
    List<Map<String, String>> hops = Forwarded.hops(asked.headers().all("Forwarded"));
    if (hops.isEmpty()) {
      scheme = asked.last("X-Forwarded-Proto");
      host = asked.last("X-Forwarded-Host");
      port = asked.last("X-Forwarded-Port");
    }
    // From the nearest hop outwards, as far as each was written by a proxy that is trusted.
    boolean trusted = true;
    for (int i = hops.size() - 1; i >= 0 && trusted; i--) {
      Map<String, String> hop = hops.get(i);
      scheme = hop.getOrDefault("proto", scheme);
      host = hop.getOrDefault("host", host);
      trusted = proxies.trust(Forwarded.address(hop.getOrDefault("for", "unknown")));
    }
    return new Target(
        scheme(scheme),
        host == null ? asked.last("Host") : host,
        port,
        prefix(asked.last("X-Forwarded-Prefix")));
  }

  private static String ofUrl(String url) {
    Matcher parts = URL.matcher(url);
    if (parts.matches()) {
      String scheme = scheme(parts.group(1));
      String host = scheme == null ? null : host(parts.group(2), null, scheme);
      String path = withoutLastSlash(parts.group(3));
      if (host != null && isPrefix(path)) {
        return scheme + "://" + host + path;
      }
    }
    throw new IllegalArgumentException(
        "publicUrl must be an address like wss://relay.example.com or https://example.com/base,"
            + " not \"%s\"".formatted(url));
  }

  /** The scheme that goes with it for WebSockets; null for one that is not known. */
  private static @Nullable String scheme(@Nullable String said) {
    return switch (said == null ? "" : said.toLowerCase(Locale.ROOT)) {
      case "https", "wss" -> "wss";
      case "http", "ws" -> "ws";
      default -> null;
    };
  }

  /**
   * The host with its port.
   *
   * @param port what it is where the host does not say, null where nobody does
   * @return null when it is no host
   */
  private static @Nullable String host(
      @Nullable String said, @Nullable String port, String scheme) {
    Matcher host = HOST.matcher(said == null ? "" : said);
    if (!host.matches() || (host.group(2) != null && !isPort(host.group(2)))) {
      return null;
    }
    String usual = scheme.equals("wss") ? "443" : "80";
    boolean further = host.group(2) == null && port != null && !port.equals(usual) && isPort(port);
    return further ? said + ":" + port : said;
  }

  private static boolean isPort(String digits) {
    return digits.matches("[0-9]{1,5}")
        && Integer.parseInt(digits) >= 1
        && Integer.parseInt(digits) <= PORT_MAX;
  }

  /** The path before the relay's own, empty when there is none or it makes no sense. */
  private static String prefix(@Nullable String said) {
    String path = withoutLastSlash(said == null ? "" : said);
    return isPrefix(path) ? path : "";
  }

  private static String withoutLastSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Whether its segments, if there are any, are plain names. */
  private static boolean isPrefix(String path) {
    return path.isEmpty()
        || (PATH.matcher(path).matches()
            && Stream.of(path.substring(1).split("/", -1))
                .noneMatch(segment -> segment.isEmpty() || segment.matches("\\.{1,2}")));
  }
}
