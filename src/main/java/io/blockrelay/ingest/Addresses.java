package io.blockrelay.ingest;

import java.net.URI;

/** Addresses made of addresses. */
final class Addresses {
  private Addresses() {}

  /** The HTTP address at the same host and port. */
  static URI httpOf(URI feed) {
    String scheme = "wss".equals(feed.getScheme()) ? "https" : "http";
    return URI.create(scheme + "://" + feed.getRawAuthority());
  }

  static String withQuery(URI feed, String query) {
    if (query.isEmpty()) {
      return feed.toString();
    }
    return feed + (feed.getRawQuery() == null ? "?" : "&") + query;
  }

  static String withPath(URI http, String path) {
    String base = http.toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
  }

  /** Without user, path parameters or query, where keys live. */
  static String plain(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port;
  }
}
