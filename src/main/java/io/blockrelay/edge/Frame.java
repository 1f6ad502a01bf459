package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;

/**
 * One or several WebSocket text frames, as they go over the wire; made once and shared by every
 * client that gets them.
 *
 * <p>Counted like its bytes: whoever keeps it beyond a call retains it, and releases it in the end.
 *
 * @param messages how many messages are in it
 */
record Frame(ByteBuf bytes, int messages) {
  Frame retain() {
    bytes.retain();
    return this;
  }

  void release() {
    bytes.release();
  }
}
