package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.blockrelay.protocol.Key;
import io.blockrelay.protocol.jsonrpc.NodeMessage;
import io.blockrelay.protocol.jsonrpc.RandomJson;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CometEventTest {
  @Test
  void writesTheNodesOwnMessageAgain() throws IOException, QueryException {
    assertThat(CometAnswers.events()).hasSize(4);
    for (String message : CometAnswers.events()) {
      NodeMessage.Reply reply = reply(message);
      CometEvent event = CometEvent.read(result(reply));

      assertThat(
              CometEnvelope.head(reply.id(), event.query())
                  .appendBuffer(CometEnvelope.BODY.wrap(event.item())))
          .hasToString(message);
      assertThat(CometQuery.parse(event.query()).matches(event.item())).isTrue();
      assertThat(event.type()).startsWith("tendermint/event/");
    }
  }

  @Test
  void knowsWhatATransactionIsAbout() throws IOException {
    CometEvent event = CometEvent.read(result(reply(transaction())));

    assertThat(event.type()).isEqualTo("tendermint/event/Tx");
    assertThat(event.value().toString()).startsWith("{\"TxResult\":{\"height\":\"5\"");
    assertThat(event.item().keys())
        .contains(
            new Key("tm.event", "Tx"),
            new Key("tx.height", "5"),
            new Key("transfer.amount", "8<&>stake"),
            new Key("transfer.sender", "cosmos1"),
            new Key("transfer.sender", "cosmos2"))
        .hasSize(6);
  }

  @Test
  void copiesNothingOfWhatANodeWrites() throws IOException {
    Buffer result = result(reply(transaction()));
    Buffer body = CometEvent.read(result).body();
    int start = result.length() - 1 - body.length();

    result.setString(start, "\"DATA\"");

    assertThat(body.toString()).startsWith("\"DATA\":{");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"events\":{\"a.b\":[\"1\"]},\"data\":{\"value\":[ 1 ],\"type\":\"t\"},\"query\":\"q\"}",
        "{ \"data\" : {\"type\":\"t\",\"value\":[ 1 ]}, \"x\":{}, \"events\" : {\"a.b\":[\"1\"]} }",
        "{\"data\":{\"type\":\"t\",\"value\":[ 1 ]},\"x\":[\"}\"],\"events\":{\"a.b\":[\"1\"]}}",
      })
  void takesTheFieldsInAnyOrder(String result) throws IOException {
    CometEvent event = CometEvent.read(Buffer.buffer(result));
    CometEvent again = CometEvent.read(Buffer.buffer("{" + event.body() + "}"));

    assertThat(event.value()).hasToString("[ 1 ]").isEqualTo(again.value());
    assertThat(event.type()).isEqualTo("t").isEqualTo(again.type());
    assertThat(event.item().keys()).containsExactly(new Key("a.b", "1"));
    assertThat(event.item().payload()).isEqualTo(again.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"data\":{\"type\":\"t\",\"value\":1}}",
        "{\"data\":{\"type\":\"t\"},\"events\":{}}",
        "{\"data\":{\"type\":1,\"value\":1},\"events\":{}}",
        "{\"data\":{\"type\":\"t\",\"value\":1},\"events\":{\"a.b\":\"c\"}}",
        "{\"data\":{\"type\":\"t\",\"value\":1},\"events\":{\"a.b\":[1]}}",
        "{\"data\":{\"type\":\"t\",\"value\":1},\"events\":{}} {}",
      })
  void refusesWhatIsNoEvent(String result) {
    assertThat(catchThrowable(() -> CometEvent.read(Buffer.buffer(result))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void failsOnlyAsDeclared() throws IOException {
    RandomJson random = new RandomJson(5);
    List<String> messages = CometAnswers.events();
    List<String> requests =
        CometAnswers.conversations().stream()
            .flatMap(talk -> talk.exchanges().stream())
            .map(CometAnswers.Exchange::sent)
            .toList();
    FakeCometClient client = new FakeCometClient();
    for (int i = 0; i < 10_000; i++) {
      Buffer result = result(reply(random.pick(messages)));
      Buffer damaged = Buffer.buffer(random.damaged(result.toString()));

      assertThat(catchThrowable(() -> CometEvent.read(damaged)))
          .satisfiesAnyOf(
              failure -> assertThat(failure).isNull(),
              failure -> assertThat(failure).isInstanceOf(IOException.class));
      client.receive(Buffer.buffer(random.damaged(random.pick(requests))));
      assertThat(client.replies()).hasSizeLessThan(2);
      client.take();
    }
  }

  private static String transaction() throws IOException {
    return CometAnswers.events().stream()
        .filter(message -> message.contains("TxResult"))
        .findFirst()
        .orElseThrow();
  }

  private static NodeMessage.Reply reply(String message) throws IOException {
    return (NodeMessage.Reply) NodeMessage.read(Buffer.buffer(message));
  }

  private static Buffer result(NodeMessage.Reply reply) {
    return Objects.requireNonNull(reply.result());
  }
}
