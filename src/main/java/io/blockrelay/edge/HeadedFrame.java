package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages that begin with a client's own head and go on as everybody's. While it waits it is only
 * two references; its bytes are put together when the socket takes them.
 */
record HeadedFrame(Buffer head, Bodies bodies) implements Frame {
  /** Of a larger body no copy is made. */
  private static final int COPIED_BYTES_MAX = 4_096;

  @Override
  public int messages() {
    return bodies.count();
  }

  @Override
  public Frame retain() {
    bodies.bytes().retain();
    return this;
  }

  @Override
  public void release() {
    bodies.release();
  }

  @Override
  public ByteBuf take() {
    ByteBuf own = ByteBufAllocator.DEFAULT.directBuffer(ownBytes());
    List<ByteBuf> pieces = new ArrayList<>(1);
    for (int i = 0; i < bodies.count(); i++) {
      int length = bodies.length(i);
      bodies.begin(own, head, i);
      if (isCopied(length)) {
        own.writeBytes(bodies.bytes(), bodies.start(i), length);
      } else {
        pieces.add(own.readRetainedSlice(own.readableBytes()));
        pieces.add(bodies.bytes().retainedSlice(bodies.start(i), length));
      }
      bodies.end(own);
    }
    if (pieces.isEmpty()) {
      return own;
    }
    if (own.isReadable()) {
      pieces.add(own);
    } else {
      own.release();
    }
    return Unpooled.wrappedBuffer(pieces.size(), pieces.toArray(ByteBuf[]::new));
  }

  private int ownBytes() {
    int headBytesMax = Deflation.storedBytes(head);
    int bytes = 0;
    for (int i = 0; i < bodies.count(); i++) {
      int length = bodies.length(i);
      bytes += Framing.EXTRA_BYTES_MAX + headBytesMax + (isCopied(length) ? length : 0);
    }
    return bytes;
  }

  private static boolean isCopied(int length) {
    return length <= COPIED_BYTES_MAX;
  }
}
