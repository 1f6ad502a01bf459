package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeadedFrameTest {
  private static final Buffer HEAD = Buffer.buffer("head ");

  @Test
  void isWhatAFrameOfTheWholeMessagesIs() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      List<Buffer> bodies = new ArrayList<>();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bodies.add(Buffer.buffer("b".repeat(random.nextInt(random.nextBoolean() ? 200 : 70_000))));
      }

      for (Framing framing : List.of(Framing.WEBSOCKET, Framing.EVENT_STREAM)) {
        assertThat(hex(framing, HEAD, bodies)).isEqualTo(hex(framing, null, whole(bodies)));
      }
    }
  }

  @Test
  void putsAHeadBeforeWhatIsCompressed() {
    Buffer large = Buffer.buffer();
    for (int i = 0; i < 5_000; i++) {
      large.appendString(i * 7_919 % 10_007 + " ");
    }
    for (Buffer head : List.of(HEAD, Buffer.buffer("h".repeat(70_000)))) {
      List<Buffer> bodies = List.of(Buffer.buffer("b".repeat(1_000)), Buffer.buffer("b"), large);
      Frame frame = Framing.WEBSOCKET_DEFLATE.frame(head, bodies);
      ByteBuf bytes = frame.take();
      List<DeflatedFrames.Text> texts = DeflatedFrames.of(bytes);
      bytes.release();
      frame.release();

      assertThat(texts)
          .extracting(DeflatedFrames.Text::compressed)
          .containsExactly(true, false, true);
      assertThat(texts)
          .extracting(text -> Buffer.buffer(text.message()))
          .isEqualTo(bodies.stream().map(body -> head.copy().appendBuffer(body)).toList());
    }
  }

  @Test
  void copiesSmallBodiesIntoOnePieceAndNoLargeOnes() {
    assertThat(pieces(bodies(10, 4_096, 10))).isEqualTo(1);
    assertThat(pieces(bodies(4_097))).isEqualTo(2);
    assertThat(pieces(bodies(10, 4_097, 10, 10, 4_097))).isEqualTo(4);
  }

  @Test
  void letsGoOfItsBytesWhenTheLastClientHasThem() {
    Bodies bodies = Bodies.of(Framing.WEBSOCKET, bodies(10, 5_000));
    ByteBuf taken = bodies.behind(HEAD).take();
    Frame waiting = bodies.behind(Buffer.buffer("other ")).retain();
    bodies.release();

    taken.release();
    assertThat(taken.refCnt()).isZero();
    assertThat(bodies.bytes().refCnt()).isEqualTo(1);
    waiting.release();
    assertThat(bodies.bytes().refCnt()).isZero();
  }

  @Test
  void leavesTheHeadAndTheBodiesAsTheyWere() {
    Bodies bodies = Bodies.of(Framing.WEBSOCKET, bodies(10, 5_000));
    String first = hex(bodies.behind(HEAD));

    assertThat(hex(bodies.behind(HEAD))).isEqualTo(first);
    bodies.release();
  }

  private static List<Buffer> bodies(int... lengths) {
    return Arrays.stream(lengths).mapToObj(length -> Buffer.buffer("b".repeat(length))).toList();
  }

  private static List<Buffer> whole(List<Buffer> bodies) {
    return bodies.stream().map(body -> HEAD.copy().appendBuffer(body)).toList();
  }

  private static String hex(Framing framing, @Nullable Buffer head, List<Buffer> messages) {
    Frame frame = framing.frame(head, messages);
    String hex = hex(frame);
    frame.release();
    return hex;
  }

  private static String hex(Frame frame) {
    ByteBuf bytes = frame.take();
    String hex = ByteBufUtil.hexDump(bytes);
    bytes.release();
    return hex;
  }

  private static int pieces(List<Buffer> messages) {
    Frame frame = Framing.WEBSOCKET.frame(HEAD, messages);
    ByteBuf bytes = frame.take();
    frame.release();
    int pieces = bytes.nioBufferCount();
    bytes.release();
    return pieces;
  }
}
