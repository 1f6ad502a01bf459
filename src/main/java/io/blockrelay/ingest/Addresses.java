package io.blockrelay.ingest;

import java.net.URI;
import java.util.function.IntUnaryOperator;

/** Addresses made of addresses. */
final class Addresses {
  private Addresses() {}

  /**
   * The HTTP address at the same host.
   *
   * @param port makes its port of the feed's, where that has one
   */
  static URI httpOf(URI feed, IntUnaryOperator port) {
    String scheme = "wss".equals(feed.getScheme()) ? "https" : "http";
    String authority = feed.getRawAuthority();
    if (feed.getPort() >= 0) {
      String host = authority.substring(0, authority.lastIndexOf(':'));
      authority = host + ":" + port.applyAsInt(feed.getPort());
    }
    return URI.create(scheme + "://" + authority);
  }

  static String withQuery(URI feed, String query) {
    if (query.isEmpty()) {
      return feed.toString();
    }
    return feed + (feed.getRawQuery() == null ? "?" : "&") + query;
  }

  /** The path below that of the address, whose own query stays: it may have a key. */
  static String withPath(URI http, String path) {
    String query = http.getRawQuery();
    String base = http.toString().split("[?#]", 2)[0];
    String below = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    return query == null ? below : below + (path.contains("?") ? "&" : "?") + query;
  }

  /** Without user, path parameters or query, where keys live. */
  static String plain(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port;
  }
}
