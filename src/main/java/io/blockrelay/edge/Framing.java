package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How messages stand on the wire: the same for every client, so that their bytes are shared. */
enum Framing {
  /** RFC 6455 text frames of a server, which are unmasked. */
  WEBSOCKET {
    private static final int FINAL_TEXT = 0x81;
    private static final int LENGTH_16_BITS = 126;
    private static final int LENGTH_64_BITS = 127;

    @Override
    void begin(ByteBuf bytes, int length) {
      bytes.writeByte(FINAL_TEXT);
      if (length < LENGTH_16_BITS) {
        bytes.writeByte(length);
      } else if (length <= 0xFFFF) {
        bytes.writeByte(LENGTH_16_BITS).writeShort(length);
      } else {
        bytes.writeByte(LENGTH_64_BITS).writeLong(length);
      }
    }

    @Override
    void end(ByteBuf bytes) {
      // Its length says where it ends.
    }
  },

  /** Chunks of an HTTP/1.1 body. An empty message is its end. */
  EVENT_STREAM {
    @Override
    void begin(ByteBuf bytes, int length) {
      ByteBufUtil.writeAscii(bytes, Integer.toHexString(length));
      end(bytes);
    }

    @Override
    void end(ByteBuf bytes) {
      bytes.writeByte('\r').writeByte('\n');
    }
  };

  /** What a message is longer on the wire than in itself, at most. */
  static final int EXTRA_BYTES_MAX = 12;

  /** Begins a message that has so many bytes. */
  abstract void begin(ByteBuf bytes, int length);

  /** Ends a message. */
  abstract void end(ByteBuf bytes);

  /** The messages behind each other in one direct buffer. */
  SharedFrame frame(List<Buffer> messages) {
    int size = 0;
    for (Buffer message : messages) {
      size += EXTRA_BYTES_MAX + message.length();
    }
    ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(size);
    for (Buffer message : messages) {
      begin(bytes, message.length());
      Bodies.append(bytes, message);
      end(bytes);
    }
    return new SharedFrame(bytes, messages.size());
  }

  /**
   * The same for one client.
   *
   * @param head what goes before each message, null for nothing
   */
  Frame frame(@Nullable Buffer head, List<Buffer> messages) {
    return head == null ? frame(messages) : Bodies.of(this, messages).behind(head);
  }
}
