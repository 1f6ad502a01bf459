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
    @Override
    void begin(ByteBuf bytes, int length) {
      beginText(bytes, FINAL_TEXT, length);
    }

    @Override
    void end(ByteBuf bytes) {
      // Its length says where it ends.
    }
  },

  /** The same for clients that agreed to compression: messages that get smaller by it have it. */
  WEBSOCKET_DEFLATE {
    @Override
    void begin(ByteBuf bytes, int length) {
      WEBSOCKET.begin(bytes, length);
    }

    @Override
    void end(ByteBuf bytes) {
      WEBSOCKET.end(bytes);
    }

    @Override
    boolean pack(ByteBuf bytes, Buffer message) {
      return Deflation.ofThread().append(bytes, message);
    }

    @Override
    SharedFrame frame(List<Buffer> messages) {
      return Bodies.of(this, messages).alone();
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

  private static final int FINAL_TEXT = 0x81;

  /** With the bit of RFC 7692. */
  private static final int FINAL_COMPRESSED_TEXT = 0xC1;

  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;

  /** Begins a message that has so many bytes. */
  abstract void begin(ByteBuf bytes, int length);

  /** Ends a message. */
  abstract void end(ByteBuf bytes);

  /**
   * Appends what goes between the two.
   *
   * @return whether it is compressed, which has a {@linkplain #beginCompressed beginning} of its
   *     own
   */
  boolean pack(ByteBuf bytes, Buffer message) {
    Bodies.append(bytes, message);
    return false;
  }

  /** Begins a compressed message that has so many bytes. */
  static void beginCompressed(ByteBuf bytes, int length) {
    beginText(bytes, FINAL_COMPRESSED_TEXT, length);
  }

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

  private static void beginText(ByteBuf bytes, int firstByte, int length) {
    bytes.writeByte(firstByte);
    if (length < LENGTH_16_BITS) {
      bytes.writeByte(length);
    } else if (length <= 0xFFFF) {
      bytes.writeByte(LENGTH_16_BITS).writeShort(length);
    } else {
      bytes.writeByte(LENGTH_64_BITS).writeLong(length);
    }
  }
}
