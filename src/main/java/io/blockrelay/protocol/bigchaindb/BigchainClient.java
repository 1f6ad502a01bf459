package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.StreamClient;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.buffer.Buffer;

/** A client of a stream: what it sends is ignored, except {@code ping}. */
final class BigchainClient extends StreamClient {

  /** So many pings are answered between two ticks; a flood would cost the neighbours time. */
  static final int ANSWERED_MAX = 64;

  private static final Buffer PING = Buffer.buffer("ping");
  private static final Buffer PONG = Buffer.buffer("pong");

  private final ClientActions out;
  private final PingDeadline deadline;
  private int answered;

  BigchainClient(ClientActions out, Subscription stream, boolean strictPing) {
    super(out, stream);
    this.out = out;
    this.deadline = new PingDeadline(strictPing);
  }

  @Override
  public void received(Buffer message) {
    if (!message.equals(PING)) {
      return;
    }
    deadline.pinged();
    if (answered < ANSWERED_MAX) {
      answered++;
      out.reply(PONG);
    }
  }

  @Override
  public void tick(long nowNanos) {
    answered = 0;
    if (deadline.passed(nowNanos)) {
      out.close(CloseReason.NO_PING);
    }
  }
}
