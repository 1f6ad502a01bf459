package io.blockrelay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the frames out of what a WebSocket server sends. Reads heads only, and copies only what did
 * not come whole. Confined to its client's event loop.
 */
final class FrameReader {
  static final int MESSAGE_BYTES_MAX = 64 << 20;

  private static final int FINAL = 0x80;
  private static final int CONTINUATION = 0x0;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final String NO_CODE = "1005";

  /** Who gets what was cut out; the bytes are lent for the call. */
  interface Receiver {
    void message(ByteBuf bytes, int offset, int length);

    void ping(ByteBuf bytes, int offset, int length);

    /**
     * The server ends it.
     *
     * @param how the code, and the reason where it gives one
     */
    void close(String how);
  }

  private final Receiver receiver;

  /** The beginning of a frame, whose end is still to come. */
  private @Nullable ByteBuf rest;

  private @Nullable ByteBuf fragments;
  private int wanted;

  FrameReader(Receiver receiver) {
    this.receiver = receiver;
  }

  /**
   * Reads the bytes to their end; they stay the caller's.
   *
   * @throws CorruptedFrameException for what is no frame of a server; nothing can be read after it
   */
  void read(ByteBuf in) {
    ByteBuf kept = rest;
    if (kept == null) {
      cut(in);
      if (in.isReadable()) {
        rest = in.alloc().buffer(Math.max(wanted, in.readableBytes())).writeBytes(in);
      }
      return;
    }
    kept.writeBytes(in);
    cut(kept);
    if (!kept.isReadable()) {
      kept.release();
      rest = null;
    } else {
      kept.discardReadBytes();
    }
  }

  void release() {
    if (rest != null) {
      rest.release();
      rest = null;
    }
    if (fragments != null) {
      fragments.release();
      fragments = null;
    }
  }

  private void cut(ByteBuf bytes) {
    while (bytes.readableBytes() >= 2) {
      int start = bytes.readerIndex();
      int second = bytes.getUnsignedByte(start + 1);
      int head = second == 126 ? 4 : second == 127 ? 10 : 2;
      if (bytes.readableBytes() < head) {
        wanted = head;
        return;
      }
      int length = length(bytes, start, second);
      wanted = head + length;
      if (bytes.readableBytes() < wanted) {
        return;
      }
      bytes.skipBytes(wanted);
      frame(bytes.getUnsignedByte(start), bytes, start + head, length);
    }
    wanted = 2;
  }

  private static int length(ByteBuf bytes, int start, int second) {
    if (second > 127) {
      throw new CorruptedFrameException("a server must not mask");
    }
    long length =
        switch (second) {
          case 126 -> bytes.getUnsignedShort(start + 2);
          case 127 -> bytes.getLong(start + 2);
          default -> second;
        };
    if (length < 0 || length > MESSAGE_BYTES_MAX) {
      throw new CorruptedFrameException("a frame of " + length + " bytes");
    }
    return (int) length;
  }

  private void frame(int first, ByteBuf bytes, int offset, int length) {
    boolean last = (first & FINAL) != 0;
    int opcode = first & 0xF;
    if (opcode == PING) {
      receiver.ping(bytes, offset, length);
    } else if (opcode == CLOSE) {
      receiver.close(length < 2 ? NO_CODE : closeText(bytes, offset, length));
    } else if (opcode < CLOSE && last && opcode != CONTINUATION) {
      receiver.message(bytes, offset, length);
    } else if (opcode < CLOSE) {
      fragment(bytes, offset, length, last);
    }
  }

  private static String closeText(ByteBuf bytes, int offset, int length) {
    String reason = bytes.toString(offset + 2, length - 2, UTF_8).replaceAll("\\p{Cntrl}", " ");
    return (bytes.getUnsignedShort(offset) + " " + reason).strip();
  }

  private void fragment(ByteBuf bytes, int offset, int length, boolean last) {
    ByteBuf all = fragments == null ? bytes.alloc().buffer(length) : fragments;
    fragments = all;
    if (all.readableBytes() > MESSAGE_BYTES_MAX - length) {
      throw new CorruptedFrameException("a message over " + MESSAGE_BYTES_MAX + " bytes");
    }
    all.writeBytes(bytes, offset, length);
    if (last) {
      receiver.message(all, all.readerIndex(), all.readableBytes());
      all.release();
      fragments = null;
    }
  }
}
