package io.blockrelay.edge;

import io.blockrelay.protocol.CloseReason;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;

/** Ends a connection in a bounded time, also when the client does not read. */
final class ClosingSocket {
  private static final long GRACE_MS = 1_000;

  private ClosingSocket() {}

  static void close(ServerWebSocket webSocket, FrameSocket socket, CloseReason reason) {
    webSocket.close((short) reason.code(), reason.text());
    Vertx vertx = Vertx.currentContext().owner();
    long timer = vertx.setTimer(GRACE_MS, late -> socket.abort());
    webSocket.endHandler(ended -> vertx.cancelTimer(timer));
  }
}
