package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.BitSet;
import java.util.List;

/**
 * What follows the heads of messages, behind each other in one direct buffer; made once and shared
 * by every client that gets them.
 */
final class Bodies {
  private static final Buffer NO_HEAD = Buffer.buffer();

  private final Framing framing;
  private final ByteBuf bytes;

  /** Where each of them ends. */
  private final int[] ends;

  /** Those that are compressed. */
  private final BitSet compressed;

  private Bodies(Framing framing, ByteBuf bytes, int[] ends, BitSet compressed) {
    this.framing = framing;
    this.bytes = bytes;
    this.ends = ends;
    this.compressed = compressed;
  }

  /**
   * Puts them together.
   *
   * @param framing of the clients
   */
  static Bodies of(Framing framing, List<Buffer> bodies) {
    int size = 0;
    for (Buffer body : bodies) {
      size += body.length();
    }
    ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(size);
    int[] ends = new int[bodies.size()];
    BitSet compressed = new BitSet();
    for (int i = 0; i < ends.length; i++) {
      if (framing.pack(bytes, bodies.get(i))) {
        compressed.set(i);
      }
      ends[i] = bytes.writerIndex();
    }
    return new Bodies(framing, bytes, ends, compressed);
  }

  /** The messages for the client with that head. */
  HeadedFrame behind(Buffer head) {
    return new HeadedFrame(head, this);
  }

  /** The messages as they are, without heads, for everybody; nothing is left here. */
  SharedFrame alone() {
    int size = bytes.readableBytes() + count() * Framing.EXTRA_BYTES_MAX;
    ByteBuf whole = ByteBufAllocator.DEFAULT.directBuffer(size);
    for (int i = 0; i < count(); i++) {
      begin(whole, NO_HEAD, i);
      whole.writeBytes(bytes, start(i), length(i));
      end(whole);
    }
    release();
    return new SharedFrame(whole, count());
  }

  /** Writes what goes before a body, its head included. */
  void begin(ByteBuf out, Buffer head, int index) {
    if (compressed.get(index)) {
      Framing.beginCompressed(out, Deflation.storedBytes(head) + length(index));
      Deflation.store(out, head);
    } else {
      framing.begin(out, head.length() + length(index));
      append(out, head);
    }
  }

  /** Writes what goes behind a body. */
  void end(ByteBuf out) {
    framing.end(out);
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
