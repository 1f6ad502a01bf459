package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blockrelay.Compressed;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

class InflationTest {
  private static final int MAX = 100_000;

  @Test
  void readsWhatClientsCompress() throws DataFormatException {
    for (int length : new int[] {0, 1, 8_192, 8_193, MAX}) {
      byte[] message = new byte[length];
      Arrays.fill(message, (byte) 'x');

      assertThat(Inflation.inflate(compressed(message), MAX)).isEqualTo(Buffer.buffer(message));
    }
  }

  @Test
  void readsTheExamplesOfTheStandard() throws DataFormatException {
    // RFC 7692, 7.2.3: in one block, stored, with BFINAL set, and in two blocks.
    assertIsHello(0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00);
    assertIsHello(0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00);
    assertIsHello(0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00);
    assertIsHello(0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00);
  }

  @Test
  void stopsAtTheBound() throws DataFormatException {
    assertThat(Inflation.inflate(compressed(new byte[MAX + 1]), MAX)).isNull();
    assertThat(Inflation.inflate(compressed(new byte[100 << 20]), MAX)).isNull();
  }

  @Test
  void knowsNothingOfTheMessageBefore() throws DataFormatException {
    assertThat(Inflation.inflate(compressed(new byte[MAX + 1]), MAX)).isNull();
    assertThatThrownBy(() -> inflate(0xff, 0xff, 0xff)).isInstanceOf(DataFormatException.class);

    // "Hello" as a copy of the one before, RFC 7692, 7.2.3.2.
    assertIsHello(0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00);
    assertThatThrownBy(() -> inflate(0xf2, 0x00, 0x11, 0x00, 0x00))
        .isInstanceOf(DataFormatException.class);
  }

  private static void assertIsHello(int... bytes) throws DataFormatException {
    assertThat(inflate(bytes)).hasToString("Hello");
  }

  private static Buffer inflate(int... bytes) throws DataFormatException {
    Buffer message = Buffer.buffer();
    for (int next : bytes) {
      message.appendByte((byte) next);
    }
    return Objects.requireNonNull(Inflation.inflate(message, MAX));
  }

  private static Buffer compressed(byte[] message) {
    return Buffer.buffer(Compressed.deflate(message));
  }
}
