package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchAnswerTest {
  private final FakeClient client = new FakeClient();

  @Test
  void answersInOrderThoughNodesDoNot() {
    client.holdReads();
    client.send(batch("eth_gasPrice", "eth_accounts", "eth_blockNumber", "nope"));
    var first = client.waiting.remove();
    client.answerNext("3");
    assertThat(client.take()).isEmpty();
    first.complete(new Answer(false, Buffer.buffer("1")));

    assertThat(client.take())
        .containsExactly(
            "["
                + EthClientTest.result("0", "1")
                + ","
                + EthClientTest.result("1", "[]")
                + ","
                + EthClientTest.result("2", "3")
                + ","
                + EthClientTest.error(
                    "3", -32601, "the method nope does not exist/is not available")
                + "]");
  }

  @Test
  void asksNodesForSeveralAtOnceButNotForAll() {
    client.holdReads();
    client.send(batch(repeat("eth_gasPrice", 100)));
    assertThat(client.reads).hasSize(BatchAnswer.AT_ONCE);
    client.answerNext("1");
    assertThat(client.reads).hasSize(BatchAnswer.AT_ONCE + 1);
    while (!client.waiting.isEmpty()) {
      client.answerNext("1");
    }
    assertThat(client.reads).hasSize(100);
    assertThat(client.take()).hasSize(1);
  }

  @Test
  void executesWhatChangesSomethingByItself() {
    client.holdReads();
    client.send(
        batch(
            "eth_gasPrice",
            "eth_blockNumber",
            "eth_sendRawTransaction",
            "eth_sendRawTransaction",
            "eth_gasPrice"));
    assertThat(client.reads).hasSize(2);
    client.answerNext("1");
    assertThat(client.reads).hasSize(2);
    client.answerNext("2");
    assertThat(client.reads).hasSize(3);
    client.answerNext("3");
    assertThat(client.reads).hasSize(4);
    client.answerNext("4");
    assertThat(client.reads).hasSize(5);
    client.answerNext("5");
    assertThat(client.take()).hasSize(1);
  }

  @Test
  void answersAThousandAtOnceWithoutNesting() throws IOException {
    client.send(batch(repeat("eth_gasPrice", 1_000)));

    assertThat(JsonBytes.elements(Buffer.buffer(client.take().get(0)))).hasSize(1_000);
    client.send(batch(repeat("eth_gasPrice", 1_001)));
    assertThat(client.take())
        .containsExactly("[" + EthClientTest.error("0", -32600, "batch too large") + "]");
  }

  @Test
  void stopsAskingWhenTheReplyGetsTooLarge() throws IOException {
    client.holdReads();
    client.send(batch(repeat("eth_gasPrice", 40)));
    String large = "\"" + "x".repeat(BatchAnswer.BYTES_MAX / 3) + "\"";
    // The third makes it too large. The others that were asked come too late.
    while (!client.waiting.isEmpty()) {
      client.answerNext(large);
    }

    assertThat(client.reads).hasSize(BatchAnswer.AT_ONCE + 2);
    List<Buffer> replies = JsonBytes.elements(Buffer.buffer(client.take().get(0)));
    assertThat(replies).hasSize(40);
    assertThat(replies.subList(0, 3)).allMatch(reply -> reply.length() > large.length());
    for (int i = 3; i < 40; i++) {
      assertThat(replies.get(i))
          .hasToString(EthClientTest.error("" + i, -32003, "response too large"));
    }
  }

  @Test
  void saysNothingToABatchOfNotifications() {
    client.send("[{'jsonrpc':'2.0','method':'eth_gasPrice'},{'jsonrpc':'2.0','id':1,'result':2}]");

    assertThat(client.take()).isEmpty();
  }

  private static String batch(String... methods) {
    return IntStream.range(0, methods.length)
        .mapToObj(i -> "{'jsonrpc':'2.0','id':" + i + ",'method':'" + methods[i] + "'}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String[] repeat(String method, int times) {
    return IntStream.range(0, times).mapToObj(i -> method).toArray(String[]::new);
  }
}
