package io.blockrelay.edge;

import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import java.util.Locale;

/** Why the relay ended a connection, as far as it is told apart in figures. Lower case in text. */
public enum ClosedFor {
  /** Messages waited too long, or too many of them. */
  SLOW,
  /** It was not heard of any more. */
  SILENT,
  /** It sent a message over the bound. */
  TOO_LARGE,
  /** It broke the WebSocket protocol, or its own. */
  VIOLATION,
  /** The node stops. */
  DRAIN,
  /** What it resumed from was forgotten before it had it. */
  REPLAY,
  /** The cluster has as many connections as it may. */
  BUDGET,
  /** What it asked for cannot be had at the moment. */
  UNAVAILABLE,
  /** What it asked for is never to be had here. */
  POLICY,
  OTHER;

  private static final int GOING_AWAY = 1001;
  private static final int PROTOCOL_ERROR = 1002;
  private static final int UNSUPPORTED_DATA = 1003;
  private static final int INVALID_DATA = 1007;
  private static final int POLICY_VIOLATION = 1008;
  private static final int MESSAGE_TOO_LARGE = 1009;
  private static final int RESTART = 1012;
  private static final int TRY_AGAIN_LATER = 1013;

  /** What the client was told, in a word; the same code means several things. */
  static ClosedFor of(CloseReason reason, ClientTerms terms) {
    if (reason.equals(terms.tooSlow())) {
      return SLOW;
    } else if (reason.equals(CloseReason.NO_PONG) || reason.equals(CloseReason.NO_PING)) {
      return SILENT;
    } else if (reason.equals(CloseReason.FELL_BEHIND)) {
      return REPLAY;
    }
    return switch (reason.code()) {
      case GOING_AWAY, RESTART -> DRAIN;
      case PROTOCOL_ERROR, UNSUPPORTED_DATA, INVALID_DATA -> VIOLATION;
      case POLICY_VIOLATION -> POLICY;
      case MESSAGE_TOO_LARGE -> TOO_LARGE;
      case TRY_AGAIN_LATER -> UNAVAILABLE;
      default -> OTHER;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
