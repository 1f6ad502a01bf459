package io.blockrelay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that break the WebSocket protocol. A well-behaved neighbour notices nothing. */
class BadFramesTest {
  private static final int LARGE = 10 << 20;
  private static final Neighbourhood RELAY = new Neighbourhood();

  @AfterEach
  void leavesTheNeighbourAlone() {
    RELAY.isUntouched();
  }

  @AfterAll
  static void close() {
    RELAY.close();
  }

  @Test
  void closesForAnUnmaskedFrame() throws IOException {
    assertThat(codeAfter(RawClient.unmasked(RawClient.FINAL | RawClient.TEXT, bytes("hello"))))
        .isEqualTo(1002);
  }

  @Test
  void closesForAFrameThatIsTooLarge() throws IOException {
    long before = DirectMemory.used();

    assertThat(codeAfter(RawClient.masked(RawClient.FINAL | RawClient.TEXT, new byte[LARGE])))
        .isEqualTo(1009);
    assertThat(DirectMemory.used() - before).isLessThan(LARGE);
  }

  @Test
  void closesForAFrameThatClaimsToBeEndless() throws IOException {
    byte[] head = Buffer.buffer().appendUnsignedShort(0x81FF).appendLong(-1).getBytes();

    assertThat(codeAfter(head)).isIn(1002, 1009);
  }

  @Test
  void closesForAFragmentedMessageThatGrowsTooLarge() throws IOException {
    try (RawClient client = RawClient.open(RELAY.port())) {
      client.send(RawClient.masked(RawClient.TEXT, new byte[60_000]));
      for (int i = 0; i < 100; i++) {
        client.trySend(RawClient.masked(0, new byte[60_000]));
      }

      assertThat(client.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void ignoresTextThatIsNoUtf8() throws IOException {
    byte[] noText = {(byte) 0xC3, 0x28};

    ignores(RawClient.masked(RawClient.FINAL | RawClient.TEXT, noText));
  }

  @Test
  void closesForAReservedOpcode() throws IOException {
    assertThat(codeAfter(RawClient.masked(RawClient.FINAL | 0x3, bytes("hello")))).isEqualTo(1002);
  }

  @Test
  void closesForAReservedBit() throws IOException {
    assertThat(codeAfter(RawClient.masked(0xC0 | RawClient.TEXT, bytes("hello")))).isEqualTo(1002);
  }

  @Test
  void closesForAContinuationOfNothing() throws IOException {
    assertThat(codeAfter(RawClient.masked(RawClient.FINAL, bytes("hello")))).isEqualTo(1002);
  }

  @Test
  void closesForAPingThatIsTooLong() throws IOException {
    assertThat(codeAfter(RawClient.masked(RawClient.FINAL | RawClient.PING, new byte[126])))
        .isEqualTo(1002);
  }

  @Test
  void closesForACloseCodeThatNobodyMaySend() throws IOException {
    byte[] code = Buffer.buffer().appendUnsignedShort(1005).getBytes();

    assertThat(codeAfter(RawClient.masked(RawClient.FINAL | RawClient.CLOSE, code)))
        .isEqualTo(1002);
  }

  @Test
  void closesForACloseFrameOfOneByte() throws IOException {
    assertThat(codeAfter(RawClient.masked(RawClient.FINAL | RawClient.CLOSE, new byte[1])))
        .isEqualTo(1002);
  }

  @Test
  void answersACloseWithItsCode() throws IOException {
    byte[] code = Buffer.buffer().appendUnsignedShort(1000).getBytes();

    assertThat(codeAfter(RawClient.masked(RawClient.FINAL | RawClient.CLOSE, code)))
        .isEqualTo(1000);
  }

  @Test
  void ignoresBinaryMessages() throws IOException {
    ignores(RawClient.masked(RawClient.FINAL | 0x2, new byte[1_000]));
  }

  @Test
  void survivesAClientThatResetsInTheMiddleOfAFrame() throws IOException {
    RawClient client = RawClient.open(RELAY.port());
    client.send(new byte[] {(byte) 0x81, (byte) 0xFE, 10});

    client.reset();
  }

  private static void ignores(byte[] frame) throws IOException {
    try (RawClient client = RawClient.open(RELAY.port())) {
      client.send(frame);
      client.send(RawClient.masked(RawClient.FINAL | RawClient.PING, bytes("still there?")));

      RawClient.Frame answer = client.nextFrame();
      assertThat(answer.opcode()).isEqualTo(RawClient.PONG);
      assertThat(answer.payload().toString()).isEqualTo("still there?");
    }
  }

  private static int codeAfter(byte[] frame) throws IOException {
    try (RawClient client = RawClient.open(RELAY.port())) {
      client.trySend(frame);
      return client.closeCode();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
