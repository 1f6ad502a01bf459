package io.blockrelay.edge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why the relay took no notice of what a client sent. Lower case in text. */
public enum Rejection {
  /** It is no HTTP, or no message of the dialect's. */
  MALFORMED,
  /** A request that the path is not for, such as a handshake that is none. */
  BAD_REQUEST,
  /** Nothing stands at that path. */
  NO_SUCH_PATH,
  /** Without one of the configured keys. */
  KEY,
  /** From where nobody may come. */
  FORBIDDEN,
  /** A message, a body or a head over its bound. */
  TOO_LARGE,
  /** A body that took too long. */
  TIMEOUT,
  /** More than one client may send. */
  RATE,
  /** Over the number of connections that may be without a handshake. */
  HANDSHAKES;

  /** What an HTTP status says of the request; null where it was none that we refuse. */
  static @Nullable Rejection of(int status) {
    return switch (status) {
      case 400, 405, 426, 505 -> BAD_REQUEST;
      case 401 -> KEY;
      case 403 -> FORBIDDEN;
      case 404 -> NO_SUCH_PATH;
      case 408 -> TIMEOUT;
      case 413, 414, 431 -> TOO_LARGE;
      case 429 -> RATE;
      default -> null;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
