package io.blockrelay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockScannerTest {
  private final BlockScanner scanner = new BlockScanner("number", "hash");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"new_block\",\"block\":{\"number\":4242,\"hash\":\"0xab\"}}",
        "{\"block\" : {\"hash\": \"0xab\", \"number\": 4242}}",
        "{\"params\":{\"result\":{\"parentHash\":\"0x1\",\"number\":\"0x1092\",\"hash\":\"0xab\"}}}",
        "{\"number\":\"4242\",\"hash\":\"ab\"}"
      })
  void readsNumbersAndHashesAsChainsWriteThem(String message) {
    assertThat(scan(message)).isTrue();
    assertThat(scanner.number()).isEqualTo(4242);
    long hash = scanner.hash();
    assertThat(scan("{\"number\":1,\"hash\":\"0xab\"}")).isTrue();
    assertThat(scanner.hash()).isEqualTo(hash);
    assertThat(scan("{\"number\":1,\"hash\":\"0xac\"}")).isTrue();
    assertThat(scanner.hash()).isNotEqualTo(hash);
  }

  @Test
  void findsThemAlsoWhereTheyStandElsewhereThanBefore() {
    assertThat(scan("{\"number\":99,\"hash\":\"0x1\"}")).isTrue();
    assertThat(scan("{\"number\":100,\"hash\":\"0x2\"}")).isTrue();
    assertThat(scanner.number()).isEqualTo(100);
    long hash = scanner.hash();

    assertThat(scan("{\"number\":101,\"size\":7,\"hash\":\"0x2\"}")).isTrue();
    assertThat(scanner.hash()).isEqualTo(hash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x9\"}",
        "{\"number\":null}"
      })
  void saysWhichMessagesAnnounceNoBlock(String message) {
    assertThat(scan(message)).isFalse();
  }

  @Test
  void aHeaderOfCometBftHasAHeightAndNoHashOfItsOwn() {
    BlockScanner heights = Dialect.COMETBFT.scanner();
    ByteBuf message =
        Unpooled.copiedBuffer(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"query\":\"tm.event='NewBlockHeader'\","
                + "\"data\":{\"type\":\"tendermint/event/NewBlockHeader\",\"value\":{\"header\":{"
                + "\"version\":{\"block\":\"11\",\"app\":\"1\"},\"chain_id\":\"c\",\"height\":\"17\","
                + "\"last_block_id\":{\"hash\":\"C5F9\"}}}}}}",
            UTF_8);

    assertThat(heights.scan(message, 0, message.readableBytes())).isTrue();
    assertThat(heights.number()).isEqualTo(17);
    assertThat(heights.hash()).isEqualTo(1);
  }

  /** Between other bytes, as a frame's payload is. */
  private boolean scan(String message) {
    ByteBuf bytes = Unpooled.copiedBuffer("\"number\":1" + message + "\"number\":2", UTF_8);
    return scanner.scan(bytes, 10, message.length());
  }
}
