package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes RFC 6455 text frames of a server: unmasked, and so the same for every client. */
final class Frames {
  private static final int FINAL_TEXT = 0x81;
  static final int HEAD_BYTES_MAX = 10;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;

  private Frames() {}

  /** One frame a message, behind each other in one direct buffer. */
  static SharedFrame text(List<Buffer> messages) {
    int size = 0;
    for (Buffer message : messages) {
      size += HEAD_BYTES_MAX + message.length();
    }
    ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(size);
    for (Buffer message : messages) {
      head(bytes, message.length());
      ByteBuf payload = ((BufferInternal) message).getByteBuf();
      bytes.writeBytes(payload, payload.readerIndex(), payload.readableBytes());
    }
    return new SharedFrame(bytes, messages.size());
  }

  /**
   * The same for one client.
   *
   * @param head what goes before each message, null for nothing
   */
  static Frame text(@Nullable Buffer head, List<Buffer> messages) {
    return head == null ? text(messages) : Bodies.of(messages).behind(head);
  }

  /** Begins the frame of a message that has so many bytes. */
  static void head(ByteBuf bytes, int length) {
    bytes.writeByte(FINAL_TEXT);
    if (length < LENGTH_16_BITS) {
      bytes.writeByte(length);
    } else if (length <= 0xFFFF) {
      bytes.writeByte(LENGTH_16_BITS).writeShort(length);
    } else {
      bytes.writeByte(LENGTH_64_BITS).writeLong(length);
    }
  }
}
