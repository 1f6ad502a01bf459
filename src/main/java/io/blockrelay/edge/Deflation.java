package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import java.util.zip.Deflater;

/**
 * Compresses messages as RFC 7692 has it, each by itself, so that what comes out is everybody's.
 * One a thread, because a deflater takes 300 KB.
 *
 * <p>An event loop compresses for a quarter of its time at most, and for 10 ms at once. What comes
 * beyond that, say a block of 10 MB or the blocks of many who resume together, goes as it is.
 */
final class Deflation {
  private static final FastThreadLocal<Deflation> OF_THREAD =
      new FastThreadLocal<>() {
        @Override
        protected Deflation initialValue() {
          return new Deflation(System::nanoTime);
        }

        @Override
        protected void onRemoval(Deflation deflation) {
          deflation.deflater.end();
        }
      };

  /** The fastest; JSON with hashes gets hardly smaller with another. */
  private static final int LEVEL = 1;

  /** Whatever is shorter gains next to nothing. */
  private static final int BYTES_MIN = 128;

  /** {@code 00 00 FF FF}, which clients put there again. */
  private static final int TAIL_BYTES = 4;

  // What a message takes at that level, with room to spare.
  private static final long NANOS_A_MESSAGE = 3_000;
  private static final long NANOS_A_BYTE = 12;

  private static final int PART_OF_TIME = 4;
  private static final long NANOS_AT_ONCE = 10_000_000;

  private static final int STORED_BYTES_MAX = 0xFFFF;
  private static final int STORED_HEAD_BYTES = 5;

  private final Deflater deflater = new Deflater(LEVEL, true);
  private final LongSupplier clock;
  private long nanosLeft = NANOS_AT_ONCE;
  private long lookedAt;

  /**
   * @param clock as {@link System#nanoTime}
   */
  Deflation(LongSupplier clock) {
    this.clock = clock;
    this.lookedAt = clock.getAsLong();
  }

  static Deflation ofThread() {
    return OF_THREAD.get();
  }

  /**
   * Appends the message, compressed if it gets smaller by it.
   *
   * @return whether it is compressed
   */
  boolean append(ByteBuf bytes, Buffer message) {
    if (message.length() >= BYTES_MIN && affords(message.length())) {
      bytes.ensureWritable(message.length());
      int written = deflate(message, bytes.nioBuffer(bytes.writerIndex(), message.length()));
      // Where there is no room left, it did not get smaller, and there may be more to come.
      if (written < message.length()) {
        bytes.writerIndex(bytes.writerIndex() + written - TAIL_BYTES);
        return true;
      }
    }
    Bodies.append(bytes, message);
    return false;
  }

  /**
   * Appends what goes before a compressed message as it is, so that it costs no more than copying
   * it: the two together are one compressed message.
   */
  static void store(ByteBuf bytes, Buffer head) {
    ByteBuf from = ((BufferInternal) head).getByteBuf();
    int index = from.readerIndex();
    while (index < from.writerIndex()) {
      int length = Math.min(from.writerIndex() - index, STORED_BYTES_MAX);
      // A block that is not the last one, stored, its length, and the complement of that.
      bytes.writeByte(0).writeShortLE(length).writeShortLE(~length);
      bytes.writeBytes(from, index, length);
      index += length;
    }
  }

  /** How many bytes that takes. */
  static int storedBytes(Buffer head) {
    int blocks = (head.length() + STORED_BYTES_MAX - 1) / STORED_BYTES_MAX;
    return blocks * STORED_HEAD_BYTES + head.length();
  }

  private int deflate(Buffer message, ByteBuffer out) {
    deflater.setInput(((BufferInternal) message).getByteBuf().nioBuffer());
    int written = deflater.deflate(out, Deflater.SYNC_FLUSH);
    deflater.reset();
    return written;
  }

  private boolean affords(int length) {
    long now = clock.getAsLong();
    nanosLeft = Math.min(NANOS_AT_ONCE, nanosLeft + (now - lookedAt) / PART_OF_TIME);
    lookedAt = now;
    long cost = NANOS_A_MESSAGE + length * NANOS_A_BYTE;
    if (cost > nanosLeft) {
      return false;
    }
    nanosLeft -= cost;
    return true;
  }
}
