package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.List;

/**
 * What follows the heads of messages, behind each other in one direct buffer; made once and shared
 * by every client that gets them.
 */
final class Bodies {
  private final Framing framing;
  private final ByteBuf bytes;

  /** Where each of them ends. */
  private final int[] ends;

  private Bodies(Framing framing, ByteBuf bytes, int[] ends) {
    this.framing = framing;
    this.bytes = bytes;
    this.ends = ends;
  }

  /**
   * Puts them together.
   *
   * @param framing of the clients
   */
  static Bodies of(Framing framing, List<Buffer> bodies) {
    int[] ends = new int[bodies.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += bodies.get(i).length();
      ends[i] = end;
    }
    ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(end);
    for (Buffer body : bodies) {
      append(bytes, body);
    }
    return new Bodies(framing, bytes, ends);
  }

  /** The messages for the client with that head. */
  HeadedFrame behind(Buffer head) {
    return new HeadedFrame(head, this);
  }

  Framing framing() {
    return framing;
  }

  ByteBuf bytes() {
    return bytes;
  }

  int count() {
    return ends.length;
  }

  int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  int length(int index) {
    return ends[index] - start(index);
  }

  void release() {
    bytes.release();
  }

  static void append(ByteBuf bytes, Buffer more) {
    ByteBuf from = ((BufferInternal) more).getByteBuf();
    bytes.writeBytes(from, from.readerIndex(), from.readableBytes());
  }
}
