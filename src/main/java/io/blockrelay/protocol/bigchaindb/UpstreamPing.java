package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.protocol.UpstreamActions;
import io.vertx.core.buffer.Buffer;

/**
 * Sends the text {@code ping} for as long as a connection stands. The first servers close one
 * without it after three minutes; all others ignore it.
 */
final class UpstreamPing {
  static final long INTERVAL_MS = 30_000;

  private static final Buffer PING = Buffer.buffer("ping");
  private static final Buffer PONG = Buffer.buffer("pong");

  private final UpstreamActions out;
  private int connection;

  UpstreamPing(UpstreamActions out) {
    this.out = out;
  }

  static boolean isAnswer(Buffer message) {
    return message.equals(PONG);
  }

  void opened() {
    sendLater(++connection);
  }

  void closed() {
    connection++;
  }

  private void sendLater(int forConnection) {
    out.pause(INTERVAL_MS)
        .onSuccess(
            due -> {
              if (connection == forConnection) {
                out.send(PING);
                sendLater(forConnection);
              }
            });
  }
}
