package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;

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

  /** Its bytes, outside the heap and in one piece where that can be; released by who asked. */
  ByteBuf take();
}
