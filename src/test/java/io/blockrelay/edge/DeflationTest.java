package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.blockrelay.Await;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

class DeflationTest {
  private static final long SECOND = 1_000_000_000;

  private final long[] now = {0};
  private final Deflation deflation = new Deflation(() -> now[0]);
  private final ByteBuf out = Unpooled.directBuffer();

  @Test
  void makesSmallerWhatGivesTheMessageBack() throws DataFormatException {
    Buffer message = Buffer.buffer("block ".repeat(1_000));

    assertThat(deflation.append(out, message)).isTrue();
    assertThat(out.readableBytes()).isLessThan(message.length() / 10);
    assertThat(inflated()).isEqualTo(message);
  }

  @Test
  void compressesEachMessageByItself() {
    Buffer message = Buffer.buffer(noise(2_000));
    Buffer twice = message.copy().appendBuffer(message);

    assertThat(deflation.append(out, twice)).isTrue();
    int first = out.readableBytes();
    assertThat(deflation.append(out, twice)).isTrue();

    assertThat(out.readableBytes()).isEqualTo(2 * first);
  }

  @Test
  void leavesWhatDoesNotGetSmallerAsItIs() {
    assertIsLeft(Buffer.buffer());
    assertIsLeft(Buffer.buffer("x".repeat(127)));
    assertIsLeft(Buffer.buffer(noise(128)));
    assertIsLeft(Buffer.buffer(noise(100_000)));
  }

  @Test
  void leavesAMessageAsItIsThatWouldTakeTooLong() {
    assertIsLeft(Buffer.buffer(new byte[10 << 20]));

    assertThat(deflation.append(out, Buffer.buffer(new byte[100_000]))).isTrue();
  }

  @Test
  void compressesForAQuarterOfTheTimeAtMost() {
    Buffer message = Buffer.buffer(new byte[100_000]);
    int atOnce = compressed(message);
    assertThat(atOnce).isBetween(1, 10);

    int inASecond = 0;
    for (int i = 0; i < 1_000; i++) {
      now[0] += SECOND / 1_000;
      inASecond += compressed(message);
    }
    // A quarter of a second, at 12 ns a byte.
    assertThat(inASecond).isBetween(200, 210);

    now[0] += 3_600 * SECOND;
    assertThat(compressed(message)).isEqualTo(atOnce);
  }

  @Test
  void joinsAHeadAndACompressedMessage() throws DataFormatException {
    for (int length : new int[] {0, 1, 30, 65_535, 65_536, 200_000}) {
      Buffer head = Buffer.buffer(noise(length));
      Buffer body = Buffer.buffer("body".repeat(100));
      out.clear();
      Deflation.store(out, head);
      assertThat(out.readableBytes()).isEqualTo(Deflation.storedBytes(head));
      assertThat(deflation.append(out, body)).isTrue();

      assertThat(inflated()).isEqualTo(head.copy().appendBuffer(body));
    }
  }

  @Test
  void endsWithItsThread() {
    Buffer message = Buffer.buffer(new byte[1_000]);
    Vertx vertx = Vertx.vertx();
    Promise<Deflation> used = Promise.promise();
    vertx.runOnContext(
        turn -> {
          Deflation.ofThread().append(out, message);
          used.complete(Deflation.ofThread());
        });
    Deflation ofThread = Await.get(used.future());
    Await.get(vertx.close());

    Await.until("it has ended", () -> catchThrowable(() -> ofThread.append(out, message)) != null);
  }

  /** How often it is compressed before it is not. */
  private int compressed(Buffer message) {
    int compressed = 0;
    while (deflation.append(out.clear(), message)) {
      compressed++;
    }
    return compressed;
  }

  private void assertIsLeft(Buffer message) {
    out.clear();
    assertThat(deflation.append(out, message)).isFalse();
    assertThat(Buffer.buffer(bytes())).isEqualTo(message);
  }

  private Buffer inflated() throws DataFormatException {
    return Objects.requireNonNull(Inflation.inflate(Buffer.buffer(bytes()), 1 << 20));
  }

  private byte[] bytes() {
    byte[] bytes = new byte[out.readableBytes()];
    out.getBytes(out.readerIndex(), bytes);
    return bytes;
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(7).nextBytes(noise);
    return noise;
  }
}
