package io.blockrelay.protocol.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboundParserTest {
  private final InboundParser parser = new InboundParser(3);

  @ParameterizedTest
  @ValueSource(strings = {"1", "-1.50e3", "\"a<\\u0041é\"", "\"\"", "null", "true"})
  void keepsAnIdAsItWasSent(String id) {
    RpcMessage message = single("{ \"jsonrpc\":\"2.0\", \"id\" : " + id + " ,\"method\":\"m\" }");

    assertThat(message.isCall()).isTrue();
    assertThat(message.replyId()).isEqualTo(id);
  }

  @Test
  void keepsParametersAsTheyWereSent() {
    RpcMessage message =
        single("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":  [ 1.0, {\"é\":[]} ] }");

    assertThat(message.params()).isEqualTo(Buffer.buffer("[ 1.0, {\"é\":[]} ]"));
  }

  @Test
  void servesAsManyMessagesAsAllowed() {
    assertThat(parse("[1,2,3]")).isInstanceOf(Inbound.Batch.class);
    assertThat(parse("[1,2,{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"m\"},4]"))
        .isEqualTo(new Inbound.BatchTooLarge("7"));
    assertThat(parse("[1,2,3,4]")).isEqualTo(new Inbound.BatchTooLarge("null"));
  }

  @Test
  void readsSixtyFourLevels() {
    assertThat(parse("[".repeat(64) + "]".repeat(64))).isInstanceOf(Inbound.Batch.class);
    assertThat(parse("[".repeat(65) + "]".repeat(65))).isInstanceOf(Inbound.Malformed.class);
  }

  /** geth 1.17 drops the connection without a word on the first four, and answers the last two. */
  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{\"id\":1", "[1,", "{} x", "{}{}"})
  void answersWhatIsNotOneJsonValue(String sent) {
    assertThat(parse(sent)).isInstanceOf(Inbound.Malformed.class);
  }

  @Test
  void takesBytesForNothingButUtf8() {
    byte[] utf16 = "{\"jsonrpc\":\"2.0\"}".getBytes(StandardCharsets.UTF_16BE);

    assertThat(parser.parse(Buffer.buffer(utf16))).isInstanceOf(Inbound.Malformed.class);
  }

  @Test
  void saysWhatIsWrongInOneLineWithoutRepeatingTheMessage() {
    Inbound.Malformed malformed = (Inbound.Malformed) parse("{\"a\":" + "secret".repeat(100) + "}");

    assertThat(malformed.error().message()).hasSizeLessThan(130).doesNotContain("\n");
  }

  private RpcMessage single(String sent) {
    return ((Inbound.Single) parse(sent)).message();
  }

  private Inbound parse(String sent) {
    return parser.parse(Buffer.buffer(sent));
  }
}
