package io.blockrelay.protocol.basalt;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasaltUpstreamTest {
  private final FakeUpstream node = new FakeUpstream();
  private final BasaltUpstream dialogue = new BasaltUpstream(node);

  @Test
  void passesABlocksMessageOnByteForByte() {
    String message =
        " {\"block\" :{\"x\":[{\"hash\":\"no\"}],\"hash\":\"0xa2\",\"parentHash\":\"0xa1\","
            + "\"number\":2,\"é\":\"\\u00e9\"}, \"type\":\"new_block\",\"y\":1.0}\n";

    received(message);

    Block block = node.blocks.get(0);
    assertThat(block.height()).isEqualTo(2);
    assertThat(block.hash()).isEqualTo("0xa2");
    assertThat(block.parent()).isEqualTo("0xa1");
    assertThat(block.parts().get(0).payload()).hasToString(message);
  }

  @Test
  void announcesAGreetingAsABlock() {
    received("{\"type\":\"current_block\",\"block\":{ \"number\":2,\"hash\":\"0xé\" },\"x\":1}");

    assertThat(node.blocks.get(0).parts().get(0).payload())
        .hasToString("{\"type\":\"new_block\",\"block\":{ \"number\":2,\"hash\":\"0xé\" }}");
  }

  @Test
  void passesAnUnknownTypeOnAsItIs() {
    received("{\"type\":\"weather\",\"block\":{\"number\":2,\"hash\":\"0xa2\"}}");

    assertThat(node.blocks).isEmpty();
    assertThat(node.events)
        .containsExactly("{\"type\":\"weather\",\"block\":{\"number\":2,\"hash\":\"0xa2\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "7",
        "{}",
        "{\"type\":\"new_block\"}",
        "{\"type\":\"new_block\",\"block\":[]}",
        "{\"type\":\"new_block\",\"block\":{\"number\":2}}",
        "{\"type\":\"new_block\",\"block\":{\"hash\":\"0xa2\"}}",
        "{\"type\":\"new_block\",\"block\":{\"number\":\"2\",\"hash\":\"0xa2\"}}",
        "{\"type\":\"new_block\",\"block\":{\"number\":9223372036854775808,\"hash\":\"0xa2\"}}",
        "{\"type\":\"new_block\",\"block\":{\"number\":2,\"hash\":\"0xa2\"}} {}",
        "{\"type\":\"new_block\",\"block\":{\"number\":2,\"hash\":\"0xa2\"}"
      })
  void callsGarbageWhatMakesNoSense(String message) {
    received(message);

    assertThat(node.blocks).isEmpty();
    assertThat(node.events).isEmpty();
    assertThat(node.garbage).hasSize(1);
  }

  @Test
  void takesBytesOfAnotherEncodingForGarbage() {
    String block = "{\"type\":\"new_block\",\"block\":{\"number\":2,\"hash\":\"0xa2\"}}";

    dialogue.received(Buffer.buffer(block, "UTF-16LE"));
    dialogue.received(Buffer.buffer(block, "UTF-16BE"));
    dialogue.received(Buffer.buffer(block, "UTF-32BE"));

    assertThat(node.blocks).isEmpty();
    assertThat(node.garbage).hasSize(3);
  }

  @Test
  void resumesAfterAHashOnly() {
    assertThat(dialogue.resumeQuery("0xa2")).isEqualTo("after=0xa2");
    assertThat(dialogue.resumeQuery("0xA2&from=1")).isEmpty();
  }

  private void received(String message) {
    dialogue.received(Buffer.buffer(message));
  }
}
