package io.blockrelay.protocol.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JsonBytesTest {
  private static final String ARRAY = "[{\"a\":1}, 2 ,{\"a\":3,\"b\":[{}]},\"é\"]";

  @Test
  void cutsTheSourcesOwnBytes() throws IOException {
    Buffer message =
        Buffer.buffer("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":[{\"data\":\"0x01\"}]}");

    NodeMessage.Reply reply = (NodeMessage.Reply) NodeMessage.read(message);
    Buffer element = JsonBytes.elements(Objects.requireNonNull(reply.result())).get(0);
    message.setString(message.length() - 6, "ff");

    assertThat(element).hasToString("{\"data\":\"0xff\"}");
  }

  @Test
  void findsTheBytesInTheMidstOfAnArray() throws IOException {
    Buffer slice = Buffer.buffer("[[" + ARRAY + "]]").slice(2, 2 + bytes(ARRAY).length);

    assertThat(texts(slice)).containsExactly("{\"a\":1}", "2", "{\"a\":3,\"b\":[{}]}", "\"é\"");
  }

  @Test
  void readsBytesThatAreInNoArray() throws IOException {
    Buffer direct =
        BufferInternal.buffer(Unpooled.directBuffer().writeBytes(bytes("[" + ARRAY + ",1]")));

    assertThat(texts(direct)).containsExactly(ARRAY, "1");
  }

  @Test
  void leavesOutWhatTheReaderCannotReadAndGoesOn() {
    assertThat(JsonBytes.readableElements(Buffer.buffer(ARRAY), JsonBytesTest::b))
        .containsExactly("[{}]");
    assertThat(JsonBytes.readableElements(Buffer.buffer("[[1,[2]],{\"b\":1},{"), JsonBytesTest::b))
        .containsExactly("1");
  }

  /** Reads the {@code b} of an object, and gives up in the midst of one whose {@code a} is 1. */
  private static String b(JsonParser json, Buffer source) throws IOException {
    String[] found = {""};
    ObjectFields.readWithin(
        json,
        (name, value) -> {
          if (name.equals("b")) {
            found[0] = JsonBytes.value(value, source).toString();
          } else {
            JsonBytes.expect(value.getIntValue() == 3, "3");
          }
        });
    return found[0];
  }

  private static List<String> texts(Buffer array) throws IOException {
    return JsonBytes.elements(array).stream().map(Buffer::toString).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
