package io.blockrelay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.Refusal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartsCompletionTest {
  private final FakeSource first = new FakeSource();
  private final FakeSource second = new FakeSource();
  private final PartsCompletion completion =
      new PartsCompletion(() -> Set.of(FakeSource.LOGS), Future::succeededFuture);

  @Test
  void asksAgainWhenNobodyAnswersInTime() {
    first.parts("7", Future.failedFuture(Refusal.unavailable("late")));
    second.parts("7", Future.failedFuture(Refusal.unavailable("late")));
    first.parts("7", Future.succeededFuture("logs"));

    assertThat(complete().has(FakeSource.LOGS)).isTrue();
  }

  @Test
  void goesWithoutWhatNobodyOffers() {
    first.parts("7", Future.failedFuture(Refusal.unsupported("no")));
    second.parts("7", Future.failedFuture(Refusal.unsupported("no")));

    assertThat(complete().has(FakeSource.LOGS)).isFalse();
    assertThat(completion.lacksAny(Set.of(FakeSource.LOGS))).isTrue();
  }

  @Test
  void waitsForTheOneThatMayOfferIt() {
    first.parts("7", Future.failedFuture(Refusal.unavailable("late")));
    second.parts("7", Future.failedFuture(Refusal.unsupported("no")));
    first.parts("7", Future.succeededFuture("logs"));

    assertThat(complete().has(FakeSource.LOGS)).isTrue();
  }

  private Block complete() {
    return completion.complete(Blocks.run(7, 7), () -> List.of(first, second)).result().get(0);
  }
}
