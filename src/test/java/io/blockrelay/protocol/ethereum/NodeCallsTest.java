package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.jsonrpc.NodeCalls;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls, as clients' questions show them. */
class NodeCallsTest {
  private static final String REQUEST = "{\"method\":\"eth_x\",\"params\":[ 1.0 ]}";
  private final FakeEthNode node = FakeEthNode.attached();

  @Test
  void passesAQuestionAndItsAnswerOnAsTheyAre() {
    Future<Answer> answer = read(REQUEST);

    assertThat(node.sent).containsExactly(REQUEST);
    node.answer("eth_x", "{ \"a\": 1.0 }");
    assertThat(answer.result()).isEqualTo(new Answer(false, Buffer.buffer("{ \"a\": 1.0 }")));
  }

  @Test
  void passesNullAndErrorsOn() {
    Future<Answer> none = read("{\"method\":\"eth_x\"}");
    Future<Answer> error = read(REQUEST);
    node.answer("eth_x", "null");
    node.refuse("eth_x", 3, "execution reverted");

    assertThat(none.result()).isEqualTo(new Answer(false, Buffer.buffer("null")));
    assertThat(error.result().refused()).isTrue();
    assertThat(error.result().json())
        .hasToString("{\"code\":3,\"message\":\"execution reverted\"}");
  }

  @Test
  void knowsAnswersInAnyOrder() {
    Future<Answer> first = read(REQUEST);
    Future<Answer> second = read(REQUEST);
    String firstId = node.take("eth_x");
    node.answer("eth_x", "2");
    node.reply(firstId, "\"result\":1");

    assertThat(first.result().json()).hasToString("1");
    assertThat(second.result().json()).hasToString("2");
  }

  @Test
  void failsInTimeAndForgivesALateAnswer() {
    Future<Answer> answer = read(REQUEST);
    node.pass(NodeCalls.TIMEOUT_MS);

    assertThat(reason(answer)).isEqualTo(Refusal.Reason.UNAVAILABLE);
    node.answer("eth_x", "1");
    assertThat(node.garbage).isEmpty();
  }

  @Test
  void holdsBackWhatIsTooMuchAtOnce() {
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < NodeCalls.IN_FLIGHT_MAX + NodeCalls.WAITING_MAX + 1; i++) {
      answers.add(read(REQUEST));
    }

    assertThat(node.sent).hasSize(NodeCalls.IN_FLIGHT_MAX);
    assertThat(reason(answers.get(answers.size() - 1))).isEqualTo(Refusal.Reason.UNAVAILABLE);
    node.answer("eth_x", "1");
    node.refuse("eth_x", -32000, "no");
    assertThat(node.sent).hasSize(NodeCalls.IN_FLIGHT_MAX + 2);
    node.pass(NodeCalls.TIMEOUT_MS);
    assertThat(answers).allMatch(Future::isComplete);
  }

  @Test
  void failsEverythingWhenTheConnectionGoes() {
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < NodeCalls.IN_FLIGHT_MAX + 1; i++) {
      answers.add(read(REQUEST));
    }
    node.loseConnection();

    assertThat(answers).allMatch(answer -> reason(answer) == Refusal.Reason.UNAVAILABLE);
  }

  @Test
  void failsAtOnceWithoutAConnection() {
    node.loseConnection();
    node.http = body -> Future.succeededFuture(Buffer.buffer());
    List<Future<?>> futures =
        List.of(
            read(REQUEST),
            node.dialogue.want(Set.of(EthKinds.PENDING)),
            node.dialogue.fetch(1, 100),
            node.dialogue.fetch(EthChain.hash('a', 1)),
            node.dialogue.complete(
                EthChain.block('a', 1, EthChain.BLOOM), EthKinds.PARTS_ON_DEMAND));

    assertThat(futures).allMatch(Future::failed);
    assertThat(node.sent).isEmpty();
  }

  @Test
  void startsAfreshWithANewConnection() {
    Future<Answer> lost = read(REQUEST);
    String id = node.take("eth_x");
    node.loseConnection();
    node.dialogue.opened();
    Future<Answer> answer = read(REQUEST);
    node.reply(id, "\"result\":1");
    node.answer("eth_x", "2");

    assertThat(lost.failed()).isTrue();
    assertThat(answer.result().json()).hasToString("2");
  }

  @Test
  void prefersHttp() {
    List<String> posted = new ArrayList<>();
    node.http =
        body -> {
          posted.add(body.toString());
          return Future.succeededFuture(
              Buffer.buffer("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}"));
        };
    Future<Answer> answer = read(REQUEST);

    assertThat(posted)
        .containsExactly("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_x\",\"params\":[ 1.0 ]}");
    assertThat(node.sent).isEmpty();
    assertThat(answer.result()).isEqualTo(new Answer(false, Buffer.buffer("null")));
  }

  @Test
  void takesOnlySensibleAnswersOverHttp() {
    for (String body :
        List.of("", "<html>", "[]", "{\"id\":7,\"result\":1}", "{\"jsonrpc\":\"2.0\"}")) {
      node.http = request -> Future.succeededFuture(Buffer.buffer(body));
      assertThat(reason(read(REQUEST))).isEqualTo(Refusal.Reason.UNAVAILABLE);
    }
    node.http = request -> Future.failedFuture("connection refused to 10.0.0.1");
    assertThat(read(REQUEST).cause()).hasMessage("the node did not answer");
    node.http = request -> Future.succeededFuture(Buffer.buffer("{\"id\":null,\"error\":{}}"));
    assertThat(read(REQUEST).result()).isEqualTo(new Answer(true, Buffer.buffer("{}")));
  }

  @Test
  void refusesWhatIsNoQuestion() {
    for (String request : List.of("", "{}", "[1]", "{\"method\":1")) {
      assertThat(reason(read(request))).isEqualTo(Refusal.Reason.BAD_REQUEST);
    }
  }

  private Future<Answer> read(String request) {
    return node.dialogue.read(Buffer.buffer(request));
  }

  private static Refusal.@Nullable Reason reason(Future<?> failed) {
    return failed.cause() instanceof Refusal refusal ? refusal.reason() : null;
  }
}
