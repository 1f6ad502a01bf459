package io.blockrelay.edge;

import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Fragments;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.vertx.core.buffer.Buffer;
import java.util.zip.DataFormatException;

/**
 * Makes whole messages of the data frames of a session's client, and closes it when they are too
 * many or too large. Confined to the session's event loop.
 */
final class InboundMessages {
  /** RSV1 of RFC 6455, the bit of RFC 7692. */
  private static final int COMPRESSED = 0b100;

  /** A client would have a few bytes cost the relay as much as 512 KB. */
  private static final int COUNTED_BYTES = 8_192;

  private static final CloseReason BAD_DATA = new CloseReason(1007, "Invalid compressed data");

  private final Session session;
  private final int bytesMax;
  private final TokenBucket rate;
  private final Fragments fragments;

  /** Whether the message that the client is sending is compressed. */
  private boolean compressed;

  /**
   * @param bytesMax the largest message that the client may send
   * @param rate how often it may send one; a part of one counts as one, and each 8 KB that a
   *     compressed one holds as one more
   */
  InboundMessages(Session session, int bytesMax, TokenBucket rate) {
    this.session = session;
    this.bytesMax = bytesMax;
    this.rate = rate;
    this.fragments =
        new Fragments(bytesMax, this::whole, () -> session.close(CloseReason.TOO_LARGE));
  }

  /** Whether the frame begins a compressed message. */
  static boolean isCompressed(WebSocketFrame frame) {
    return frame.rsv() == COMPRESSED
        && (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame);
  }

  /** Takes the next data frame, which stays the caller's. */
  void add(WebSocketFrame frame) {
    if (!rate.take(System.nanoTime())) {
      session.close(CloseReason.TOO_MANY_MESSAGES);
      return;
    }
    if (!(frame instanceof ContinuationWebSocketFrame)) {
      compressed = isCompressed(frame);
    }
    // A copy, because the frame's memory will be another one's.
    fragments.add(Buffer.buffer(ByteBufUtil.getBytes(frame.content())), frame.isFinalFragment());
  }

  private void whole(Buffer message) {
    if (compressed) {
      inflate(message);
    } else {
      session.received(message);
    }
  }

  private void inflate(Buffer message) {
    try {
      Buffer inflated = Inflation.inflate(message, bytesMax);
      if (inflated == null) {
        session.close(CloseReason.TOO_LARGE);
      } else {
        rate.charge(inflated.length() / COUNTED_BYTES);
        session.received(inflated);
      }
    } catch (DataFormatException notCompressed) {
      session.close(BAD_DATA);
    }
  }
}
