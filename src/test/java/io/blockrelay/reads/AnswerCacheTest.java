package io.blockrelay.reads;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Read.Sharing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerCacheTest {
  private static final Tip TIP = new Tip(10, "0xa10");
  private static final int BYTES_MAX = 100_000;

  private final AnswerCache cache = new AnswerCache(BYTES_MAX);
  private final List<Promise<Answer>> asked = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(names = "ALONE", mode = EnumSource.Mode.EXCLUDE)
  void equalQuestionsInFlightAreOne(Sharing sharing) {
    Future<Answer> first = ask("a", sharing, TIP);
    Future<Answer> second = ask("a", sharing, TIP);
    answer(0, "1");

    assertThat(asked).hasSize(1);
    assertThat(json(first)).isEqualTo("1");
    assertThat(json(second)).isEqualTo("1");
  }

  @Test
  void differentQuestionsAreNot() {
    ask("a", Sharing.FIXED, TIP);
    ask("b", Sharing.FIXED, TIP);

    assertThat(asked).hasSize(2);
  }

  @Test
  void whatChangesSomethingIsAskedForEachOne() {
    ask("a", Sharing.ALONE, TIP);
    ask("a", Sharing.ALONE, TIP);

    assertThat(asked).hasSize(2);
  }

  @Test
  void whoeverKnowsALaterBlockDoesNotJoinAnEarlierQuestion() {
    ask("a", Sharing.WHILE_ASKED, TIP);
    ask("a", Sharing.WHILE_ASKED, new Tip(11, "0xa11"));

    assertThat(asked).hasSize(2);
  }

  @Test
  void whatAHashFixesIsKeptForEver() {
    ask("a", Sharing.FIXED, TIP);
    answer(0, "1");

    assertThat(json(ask("a", Sharing.FIXED, new Tip(11, "0xa11")))).isEqualTo("1");
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatHoldsUntilTheNextBlockIsKeptUntilThen() {
    ask("a", Sharing.UNTIL_NEXT_BLOCK, TIP);
    answer(0, "1");
    assertThat(json(ask("a", Sharing.UNTIL_NEXT_BLOCK, TIP))).isEqualTo("1");

    ask("a", Sharing.UNTIL_NEXT_BLOCK, new Tip(11, "0xa11"));

    assertThat(asked).hasSize(2);
  }

  @Test
  void anotherBranchIsAnotherBlock() {
    ask("a", Sharing.UNTIL_NEXT_BLOCK, TIP);
    answer(0, "1");

    ask("a", Sharing.UNTIL_NEXT_BLOCK, new Tip(10, "0xb10"));

    assertThat(asked).hasSize(2);
  }

  @Test
  void anAnswerThatComesAfterTheNextBlockIsNotKept() {
    ask("a", Sharing.UNTIL_NEXT_BLOCK, TIP);
    Tip next = new Tip(11, "0xa11");
    ask("b", Sharing.UNTIL_NEXT_BLOCK, next);
    answer(0, "1");

    ask("a", Sharing.UNTIL_NEXT_BLOCK, next);

    assertThat(asked).hasSize(3);
  }

  @Test
  void whatIsSharedWhileAskedIsAskedAgainLater() {
    ask("a", Sharing.WHILE_ASKED, TIP);
    answer(0, "1");

    ask("a", Sharing.WHILE_ASKED, TIP);

    assertThat(asked).hasSize(2);
  }

  @Test
  void keepsNoFailure() {
    ask("a", Sharing.FIXED, TIP);
    asked.get(0).fail("gone");

    ask("a", Sharing.FIXED, TIP);

    assertThat(asked).hasSize(2);
  }

  @Test
  void keepsNoRefusal() {
    ask("a", Sharing.FIXED, TIP);
    asked.get(0).complete(new Answer(true, Buffer.buffer("{\"code\":-32000}")));

    ask("a", Sharing.FIXED, TIP);

    assertThat(asked).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]"})
  void keepsNoAnswerThatSaysNothing(String nothing) {
    ask("a", Sharing.FIXED, TIP);
    answer(0, nothing);

    ask("a", Sharing.FIXED, TIP);

    assertThat(asked).hasSize(2);
  }

  @Test
  void asksAtOnceForAnAnswerThatIsThere() {
    Future<Answer> answer =
        cache.answer(read("a", Sharing.FIXED), TIP, () -> Future.succeededFuture(of("1")));

    assertThat(json(answer)).isEqualTo("1");
    assertThat(json(ask("a", Sharing.FIXED, TIP))).isEqualTo("1");
  }

  @Test
  void keepsNoMoreThanItsBound() {
    int answers = 100;
    String large = "\"" + "x".repeat(BYTES_MAX / 20) + "\"";
    for (int i = 0; i < answers; i++) {
      ask("q" + i, Sharing.FIXED, TIP);
      answer(i, large);
    }

    for (int i = 0; i < answers; i++) {
      ask("q" + i, Sharing.FIXED, TIP);
    }

    int kept = answers - (asked.size() - answers);
    assertThat(kept * large.length()).isPositive().isLessThanOrEqualTo(BYTES_MAX);
  }

  private Future<Answer> ask(String request, Sharing sharing, Tip tip) {
    return cache.answer(
        read(request, sharing),
        tip,
        () -> {
          asked.add(Promise.promise());
          return asked.get(asked.size() - 1).future();
        });
  }

  private void answer(int question, String json) {
    asked.get(question).complete(of(json));
  }

  private static Read read(String request, Sharing sharing) {
    return new Read(Buffer.buffer(request), sharing);
  }

  private static Answer of(String json) {
    return new Answer(false, Buffer.buffer(json));
  }

  private static String json(Future<Answer> answer) {
    return answer.result().json().toString();
  }
}
