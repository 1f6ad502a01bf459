package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramingTest {
  @Test
  void writesOneTextFrameAMessage() {
    assertThat(hex("a", "bc")).isEqualTo("810161" + "81026263");
  }

  @Test
  void writesEachLengthInItsShortestForm() {
    assertThat(hex("x".repeat(125))).startsWith("817d78");
    assertThat(hex("x".repeat(126))).startsWith("817e007e78");
    assertThat(hex("x".repeat(65_535))).startsWith("817effff78");
    assertThat(hex("x".repeat(65_536))).startsWith("817f000000000001000078");
  }

  @Test
  void compressesOnlyMessagesThatGetSmallerByIt() {
    List<String> messages = List.of("a".repeat(1_000), "", "bc", "d".repeat(200_000));
    SharedFrame frame = frame(Framing.WEBSOCKET_DEFLATE, messages.toArray(String[]::new));
    List<DeflatedFrames.Text> texts = DeflatedFrames.of(frame.bytes());

    assertThat(frame.bytes().readableBytes()).isLessThan(2_000);
    assertThat(frame.messages()).isEqualTo(4);
    frame.release();
    assertThat(texts).extracting(DeflatedFrames.Text::message).isEqualTo(messages);
    assertThat(texts)
        .extracting(DeflatedFrames.Text::compressed)
        .containsExactly(true, false, false, true);
  }

  @Test
  void writesOneChunkAMessage() {
    assertThat(chunks("a", "b".repeat(17))).isEqualTo("1\r\na\r\n11\r\nbbbbbbbbbbbbbbbbb\r\n");
    assertThat(chunks("x".repeat(1 << 20))).startsWith("100000\r\nx").endsWith("x\r\n");
  }

  @Test
  void anEmptyChunkIsTheEndOfTheBody() {
    assertThat(chunks("")).isEqualTo("0\r\n\r\n");
  }

  @Test
  void leavesTheMessageAsItWas() {
    Buffer message = Buffer.buffer("twice");
    Framing.WEBSOCKET.frame(List.of(message)).release();

    assertThat(hex("twice")).endsWith("7477696365");
    assertThat(message.toString()).isEqualTo("twice");
  }

  private static String chunks(String... messages) {
    SharedFrame frame = frame(Framing.EVENT_STREAM, messages);
    String text = frame.bytes().toString(StandardCharsets.US_ASCII);
    frame.release();
    return text;
  }

  private static String hex(String... messages) {
    SharedFrame frame = frame(Framing.WEBSOCKET, messages);
    String hex = ByteBufUtil.hexDump(frame.bytes());
    frame.release();
    return hex;
  }

  private static SharedFrame frame(Framing framing, String... messages) {
    return framing.frame(List.of(messages).stream().map(Buffer::buffer).toList());
  }
}
