package io.blockrelay;

import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The address of a Basalt feed, and the requests that start it somewhere. */
final class FeedUrl {
  private static final String PATH = "/ws/blocks";
  private static final long HANDSHAKE_TIMEOUT_MS = 10_000;

  private final URI uri;

  private FeedUrl(URI uri) {
    this.uri = uri;
  }

  /** Adds the path where the address has none. */
  static FeedUrl parse(String text) {
    return new FeedUrl(uri(text, PATH));
  }

  /** The address of a WebSocket, with this path where it has none. */
  static URI uri(String text, String path) {
    try {
      URI uri = new URI(text);
      boolean known = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
      if (known && uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= 65_535) {
        boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
        return bare ? uri.resolve(path + query(uri.getRawQuery())) : uri;
      }
    } catch (URISyntaxException e) {
      // The same answer as for an address of another kind.
    }
    throw new ConfigException(
        "URL must be an address like ws://host:5000/ws/blocks, not \"" + OneLine.of(text) + "\"");
  }

  /**
   * The request for the feed.
   *
   * @param start {@code from=N} or {@code after=HASH}; it takes the place of one in the address.
   *     Null asks for what the address asks for
   */
  WebSocketConnectOptions request(@Nullable String start) {
    boolean tls = "wss".equals(uri.getScheme());
    String host = uri.getHost();
    WebSocketConnectOptions options = new WebSocketConnectOptions();
    options
        .setHost(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
        .setPort(uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80)
        .setSsl(tls)
        .setURI(uri.getRawPath() + query(start == null ? uri.getRawQuery() : queryWith(start)))
        .setTimeout(HANDSHAKE_TIMEOUT_MS);
    // Not a browser: an Origin would be held against the relay's list.
    return options.setAllowOriginHeader(false);
  }

  @Override
  public String toString() {
    return uri.toString();
  }

  private String queryWith(String start) {
    if (uri.getRawQuery() == null) {
      return start;
    }
    return Arrays.stream((uri.getRawQuery() + "&" + start).split("&"))
        .filter(parameter -> parameter.equals(start) || !parameter.matches("(from|after)(=.*)?"))
        .collect(Collectors.joining("&"));
  }

  private static String query(@Nullable String rawQuery) {
    return rawQuery == null ? "" : "?" + rawQuery;
  }
}
