package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A client is given, byte for byte, the answers that CometBFT's server gave. */
class CometAnswersTest {
  /** The node's. */
  private static final int SUBSCRIPTIONS_MAX = 5;

  @TestFactory
  Stream<DynamicTest> answersAsCometBftDoes() throws IOException {
    return CometAnswers.conversations().stream()
        .map(talk -> DynamicTest.dynamicTest(talk.name(), () -> compare(talk)));
  }

  @Test
  void keepsTheIdOfACallWithoutParameters() {
    FakeCometClient client = new FakeCometClient();

    client.send("{`id`:5,`method`:`subscribe`}");

    assertThat(client.take())
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"id\":5,\"error\":{\"code\":-32603,\"message\":\"Internal"
                + " error\",\"data\":\"error converting json params to arguments: expected 1"
                + " parameters ([query]), got 0 ([])\"}}");
  }

  private static void compare(CometAnswers.Conversation talk) {
    FakeCometClient client = new FakeCometClient(SUBSCRIPTIONS_MAX);
    for (CometAnswers.Exchange exchange : talk.exchanges()) {
      client.receive(Buffer.buffer(exchange.sent()));
      List<String> answers = withoutGo(client.replies());
      client.take();

      assertThat(answers).as(exchange.sent()).isEqualTo(withoutGo(exchange.received()));
    }
  }

  /** What Go's parser says of what is no JSON, and how Go prints a map. */
  private static List<String> withoutGo(List<String> answers) {
    return answers.stream()
        .map(answer -> answer.replaceFirst("(request: )(?!json).*", "$1…"))
        .map(answer -> answer.replaceFirst("json-rpc ID \\(.*\\) is", "…"))
        .toList();
  }
}
