package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;

/** Messages as they go over the wire; made once and shared by every client that gets them. */
record SharedFrame(ByteBuf bytes, int messages) implements Frame {
  @Override
  public Frame retain() {
    bytes.retain();
    return this;
  }

  @Override
  public void release() {
    bytes.release();
  }

  @Override
  public ByteBuf take() {
    return bytes.retain();
  }
}
