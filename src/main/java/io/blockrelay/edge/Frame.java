package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/**
 * One or several messages for a client, as they go over the wire.
 *
 * <p>Counted like its bytes: whoever keeps it beyond a call retains it, and releases it in the end.
 */
sealed interface Frame permits SharedFrame, HeadedFrame {
  /** How many messages are in it. */
  int messages();

  Frame retain();

  void release();

  /** Hands its bytes over, in one piece or several, each to be released by who takes it. */
  void writeTo(Consumer<ByteBuf> out);
}
