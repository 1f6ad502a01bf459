package io.blockrelay;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

/** Why a connection could not be made, without what network libraries add to it. */
final class ConnectFailure {
  private ConnectFailure() {}

  static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      if (root instanceof UnknownHostException) {
        break; // its cause tells how the resolver works
      }
      root = root.getCause();
    }
    if (root instanceof UnknownHostException) {
      return "unknown host";
    } else if (root instanceof TimeoutException
        || root instanceof SocketTimeoutException
        || failure.getClass().getSimpleName().equals("ConnectTimeoutException")) {
      return "no answer";
    }
    String text = OneLine.of(root);
    return root instanceof ConnectException && text.contains("Connection refused")
        ? "Connection refused"
        : text;
  }
}
