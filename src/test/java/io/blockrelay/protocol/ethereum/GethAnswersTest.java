package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of this package give, byte for byte, the answers that a geth gave. */
class GethAnswersTest {
  @TestFactory
  Stream<DynamicTest> answersAsGethDoes() throws IOException {
    return GethAnswers.exchanges().stream()
        .map(exchange -> DynamicTest.dynamicTest(exchange.name(), () -> compare(exchange)));
  }

  private static void compare(GethAnswers.Exchange exchange) {
    List<String> answers =
        PureNode.answer(Buffer.buffer(exchange.sent())).stream()
            .map(GethAnswersTest::withoutTheParsersWords)
            .toList();

    assertThat(answers).isEqualTo(exchange.received());
  }

  private static String withoutTheParsersWords(String answer) {
    return answer.contains("\"code\":-32700")
        ? answer.replaceFirst("\"message\":\".*\"", "\"message\":\"…\"")
        : answer;
  }
}
