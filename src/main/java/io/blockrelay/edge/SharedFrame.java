package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

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
  public void writeTo(Consumer<ByteBuf> out) {
    out.accept(bytes.retainedDuplicate());
  }
}
