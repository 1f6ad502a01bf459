package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {
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
  void leavesTheMessageAsItWas() {
    Buffer message = Buffer.buffer("twice");
    Frames.text(List.of(message)).release();

    assertThat(hex("twice")).endsWith("7477696365");
    assertThat(message.toString()).isEqualTo("twice");
  }

  private static String hex(String... messages) {
    SharedFrame frame = Frames.text(List.of(messages).stream().map(Buffer::buffer).toList());
    String hex = ByteBufUtil.hexDump(frame.bytes());
    frame.release();
    return hex;
  }
}
