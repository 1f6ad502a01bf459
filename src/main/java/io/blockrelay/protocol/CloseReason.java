package io.blockrelay.protocol;

/**
 * How a connection is closed: an RFC 6455 status code and a text of at most 123 bytes.
 *
 * <p>An event stream has no such word and just ends; where it has not begun, the text is the error
 * of the answer, whose status is 501 for 1008 and 503 for everything else.
 */
public record CloseReason(int code, String text) {
  public static final CloseReason GOING_AWAY =
      new CloseReason(1012, "Relay is restarting, reconnect");
  public static final CloseReason FELL_BEHIND =
      new CloseReason(1013, "Replay fell behind, resume again");
  public static final CloseReason TOO_LARGE = new CloseReason(1009, "Message too large");
  public static final CloseReason NO_PONG = new CloseReason(1008, "No pong");

  /** A client that sends faster than it may. */
  public static final CloseReason TOO_MANY_MESSAGES = new CloseReason(1008, "Too many messages");

  /** A client that its protocol has send pings, and that sends none. */
  public static final CloseReason NO_PING = new CloseReason(1008, "No ping for three minutes");
}
