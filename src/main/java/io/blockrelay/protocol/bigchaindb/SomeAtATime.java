package io.blockrelay.protocol.bigchaindb;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Asks one question of each thing, a bounded number at a time; stops at the first failure. */
final class SomeAtATime<T, A> {
  /** As many as there are connections to a node. */
  static final int IN_FLIGHT_MAX = 8;

  private final List<T> things;
  private final Function<T, Future<A>> question;
  private final List<Future<A>> answers = new ArrayList<>();
  private final Promise<List<A>> all = Promise.promise();
  private int answered;

  private SomeAtATime(List<T> things, Function<T, Future<A>> question) {
    this.things = things;
    this.question = question;
  }

  /** The answers, in the order of the things. */
  static <T, A> Future<List<A>> ask(List<T> things, Function<T, Future<A>> question) {
    SomeAtATime<T, A> asking = new SomeAtATime<>(things, question);
    asking.proceed();
    return asking.all.future();
  }

  private void proceed() {
    if (answered == things.size()) {
      all.tryComplete(answers.stream().map(Future::result).toList());
    }
    while (answers.size() < things.size()
        && answers.size() - answered < IN_FLIGHT_MAX
        && !all.future().isComplete()) {
      Future<A> answer = question.apply(things.get(answers.size()));
      answers.add(answer);
      answer
          .onFailure(all::tryFail)
          .onSuccess(
              got -> {
                answered++;
                proceed();
              });
    }
  }
}
