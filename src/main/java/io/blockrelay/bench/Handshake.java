package io.blockrelay.bench;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The request for a WebSocket, and what the answer to it means. */
final class Handshake {
  static final int HEAD_BYTES_MAX = 16 << 10;

  // The key is for caches on the way; one for all connections, so that its answer is one, too.
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

  private Handshake() {}

  /** No Origin: the bench is no browser, and one would be held against the relay's list. */
  static String request(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return "GET %s%s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n\r\n"
        .formatted(path, query, uri.getRawAuthority(), KEY);
  }

  /** Why an answer opens no WebSocket, null when it does. */
  static @Nullable String refusal(String head) {
    Matcher status = STATUS.matcher(head);
    if (!status.lookingAt()) {
      return "the server does not speak HTTP";
    }
    if (!status.group(1).equals("101")) {
      return "the server answered " + status.group(1);
    }
    return head.toLowerCase(Locale.ROOT).contains("sec-websocket-accept:") && head.contains(ACCEPT)
        ? null
        : "the server answered 101 to another question";
  }
}
