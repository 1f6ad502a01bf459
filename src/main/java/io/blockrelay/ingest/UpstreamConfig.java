package io.blockrelay.ingest;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One node of a chain.
 *
 * @param url its feed, {@code ws://} or {@code wss://}
 * @param http its HTTP address for backfill, {@code http://} or {@code https://}; where it is left
 *     out, the host of {@code url} and the protocol's port for it, mostly the same
 */
public record UpstreamConfig(URI url, @Nullable URI http) {
  public UpstreamConfig {
    requireScheme(url, "url", "ws", "wss");
    if (http != null) {
      requireScheme(http, "http", "http", "https");
    }
  }

  /** The feed's address for people: without a user, a path or a query, where keys may be. */
  public String plainUrl() {
    return Addresses.plain(url);
  }

  private static void requireScheme(URI uri, String key, String plain, String tls) {
    String scheme = uri.getScheme();
    if (uri.getHost() == null || !(plain.equals(scheme) || tls.equals(scheme))) {
      throw new IllegalArgumentException(
          key + " must be an address like " + plain + "://host:port/path, not \"" + uri + "\"");
    }
  }
}
