package io.blockrelay.protocol.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicesFuzzTest {
  private static final int ROUNDS = 20_000;

  private final RandomJson random = new RandomJson(3);

  @Test
  void cutsTheElementsOfAnArrayAsTheyWereSent() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      List<String> items = random.values(3);
      Buffer array = Buffer.buffer(random.space() + random.array(items) + random.space());

      assertThat(JsonBytes.elements(array).stream().map(Buffer::toString).toList())
          .as(array::toString)
          .isEqualTo(items);
    }
  }

  @Test
  void cutsTheResultOfAReplyAsItWasSent() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      String result = random.value(3);
      String id = random.pick(List.of("1", "\"a\"", "null", "-1.50"));
      Buffer reply =
          Buffer.buffer(
              "{\"new\":"
                  + random.value(2)
                  + ",\"id\" :"
                  + random.space()
                  + id
                  + ",\"result\":"
                  + random.space()
                  + result
                  + random.space()
                  + "}\n");

      NodeMessage read = NodeMessage.read(reply);

      assertThat(read).isEqualTo(new NodeMessage.Reply(id, Buffer.buffer(result), null));
    }
  }

  @Test
  void cutsTheResultOfAnEventAsItWasSent() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      String result = random.value(3);
      Buffer event =
          Buffer.buffer(
              "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"result\":"
                  + random.space()
                  + result
                  + random.space()
                  + ",\"more\":"
                  + random.value(1)
                  + ",\"subscription\":\"0x1\"}}");

      NodeMessage read = NodeMessage.read(event);

      assertThat(read)
          .isEqualTo(new NodeMessage.Event("eth_subscription", "0x1", Buffer.buffer(result)));
    }
  }

  @Test
  void failsInOneWayOnAnythingElse() {
    for (int i = 0; i < ROUNDS; i++) {
      Buffer damaged = Buffer.buffer(random.damaged(random.value(4)));

      onlyFailsAsDeclared(damaged);
    }
  }

  private static void onlyFailsAsDeclared(Buffer bytes) {
    try {
      JsonBytes.elements(bytes);
    } catch (IOException declared) {
      assertThat(declared.getMessage()).isNotNull();
    }
    try {
      NodeMessage.read(bytes);
    } catch (IOException declared) {
      assertThat(declared.getMessage()).isNotNull();
    }
    try {
      JsonReader.read(bytes);
    } catch (RpcException declared) {
      assertThat(declared.error().code()).isEqualTo(RpcError.INVALID_PARAMS);
    }
    assertThat(new InboundParser(3).parse(bytes)).isNotNull();
  }
}
