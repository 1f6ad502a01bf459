package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.Compressed;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Reads a server's text frames as a client does that agreed to compression. */
final class DeflatedFrames {
  record Text(String message, boolean compressed) {}

  private DeflatedFrames() {}

  static List<Text> of(ByteBuf bytes) {
    List<Text> texts = new ArrayList<>();
    ByteBuf in = bytes.duplicate();
    while (in.isReadable()) {
      int first = in.readUnsignedByte();
      assertThat(first).isIn(0x81, 0xC1);
      int length = in.readUnsignedByte();
      byte[] payload =
          new byte
              [length == 127
                  ? (int) in.readLong()
                  : length == 126 ? in.readUnsignedShort() : length];
      in.readBytes(payload);
      boolean compressed = first == 0xC1;
      Buffer message = compressed ? Compressed.inflate(payload) : Buffer.buffer(payload);
      texts.add(new Text(message.toString(), compressed));
    }
    return texts;
  }
}
