package io.blockrelay.protocol.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepliesTest {
  @Test
  void passesAResultThroughUntouched() {
    assertThat(Replies.result("\"a\"", Buffer.buffer("{ \"x\": \"<\" }")))
        .hasToString("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{ \"x\": \"<\" }}");
  }

  @Test
  void writesCodeMessageAndData() {
    assertThat(Replies.error("null", new RpcError(3, "execution reverted", "\"0x08\"")))
        .hasToString(
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":3,\"message\":\"execution"
                + " reverted\",\"data\":\"0x08\"}}");
    assertThat(Replies.error("1", RpcError.RESPONSE_TOO_LARGE))
        .hasToString(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32003,\"message\":\"response too"
                + " large\"}}");
    assertThat(Replies.error("1", RpcError.TIMED_OUT))
        .hasToString(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32002,\"message\":\"request timed"
                + " out\"}}");
    assertThat(Replies.error("1", RpcError.CRASHED))
        .hasToString(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32603,\"message\":\"method handler"
                + " crashed\"}}");
  }

  @Test
  void passesANodesErrorThroughUntouched() {
    assertThat(Replies.error("1", Buffer.buffer("{\"message\":\"x\",\"code\":1}")))
        .hasToString("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"message\":\"x\",\"code\":1}}");
  }

  @Test
  void putsABatchIntoOneArray() {
    assertThat(Replies.batch(List.of(Buffer.buffer("1"), Buffer.buffer("2")))).hasToString("[1,2]");
  }

  @Test
  void escapesAsGoDoes() {
    assertThat(JsonText.quote("\"\\\b\f\n\r\t\u0001<>&\u2028\u2029é😀\ud83d"))
        .isEqualTo(
            "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u003c\\u003e\\u0026\\u2028\\u2029é😀\uFFFD\"");
  }
}
