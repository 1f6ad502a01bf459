package io.blockrelay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private static final int FINAL = 0x80;
  private static final int TEXT = 0x1;
  private static final int CONTINUATION = 0x0;

  private final List<String> read = new ArrayList<>();
  private final FrameReader reader = new FrameReader(new Recorder());

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100, 1000, 1_000_000})
  void readsTheSameHoweverItIsCut(int bytesAtOnce) {
    String middle = "m".repeat(200);
    String large = "l".repeat(70_000);
    ByteBuf all =
        Unpooled.wrappedBuffer(
            frame(FINAL | TEXT, "small"),
            frame(FINAL | TEXT, middle),
            frame(FINAL | 0x9, "ping"),
            frame(FINAL | 0xA, "pong"),
            frame(FINAL | 0x2, large),
            frame(FINAL | TEXT, ""),
            frame(FINAL | 0x8, "\u0003\u0004bye"));

    while (all.isReadable()) {
      ByteBuf some =
          Unpooled.copiedBuffer(all.readSlice(Math.min(bytesAtOnce, all.readableBytes())));
      reader.read(some);
      assertThat(some.refCnt()).isEqualTo(1);
    }
    reader.release();

    assertThat(read).containsExactly("small", middle, "ping ping", large, "", "close 772 bye");
  }

  @Test
  void putsAMessageOfFragmentsTogetherAroundAPing() {
    reader.read(
        Unpooled.wrappedBuffer(
            frame(TEXT, "one "),
            frame(FINAL | 0x9, ""),
            frame(CONTINUATION, "two "),
            frame(FINAL | CONTINUATION, "three"),
            frame(FINAL | TEXT, "four")));

    assertThat(read).containsExactly("ping ", "one two three", "four");
  }

  @Test
  void aCloseWithoutACodeIs1005() {
    reader.read(frame(FINAL | 0x8, ""));

    assertThat(read).containsExactly("close 1005");
  }

  @Test
  void refusesMaskedFrames() {
    assertThatThrownBy(
            () -> reader.read(Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, (byte) 0x80})))
        .isInstanceOf(CorruptedFrameException.class);
  }

  @Test
  void refusesFramesThatNobodyCouldKeep() {
    ByteBuf head = Unpooled.buffer().writeByte(FINAL | TEXT).writeByte(127).writeLong(1L << 40);

    assertThatThrownBy(() -> reader.read(head)).isInstanceOf(CorruptedFrameException.class);
  }

  private static ByteBuf frame(int first, String payload) {
    byte[] bytes = payload.getBytes(UTF_8);
    ByteBuf frame = Unpooled.buffer().writeByte(first);
    if (bytes.length < 126) {
      frame.writeByte(bytes.length);
    } else if (bytes.length <= 0xFFFF) {
      frame.writeByte(126).writeShort(bytes.length);
    } else {
      frame.writeByte(127).writeLong(bytes.length);
    }
    return frame.writeBytes(bytes);
  }

  private final class Recorder implements FrameReader.Receiver {
    @Override
    public void message(ByteBuf bytes, int offset, int length) {
      read.add(bytes.toString(offset, length, UTF_8));
    }

    @Override
    public void ping(ByteBuf bytes, int offset, int length) {
      read.add("ping " + bytes.toString(offset, length, UTF_8));
    }

    @Override
    public void close(String how) {
      read.add("close " + how);
    }
  }
}
