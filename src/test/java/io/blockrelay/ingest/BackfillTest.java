package io.blockrelay.ingest;

import static io.blockrelay.ingest.Blocks.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackfillTest {
  private final Throwable notFound = new NotFoundException("blocks");
  private int pauses;
  private final FakeSource first = new FakeSource();
  private final FakeSource second = new FakeSource();
  private final Backfill backfill =
      new Backfill(
          () -> {
            pauses++;
            return Future.succeededFuture();
          });

  @Test
  void putsTheMissingBlocksBeforeTheRun() {
    first.answer(Future.succeededFuture(run(3, 5)));

    assertThat(fill(first).result()).isEqualTo(run(3, 7));
    assertThat(first.asked).containsExactly("3 to 5");
  }

  @Test
  void asksTheNextSourceWhenOneDoesNotHaveThem() {
    first.answer(Future.failedFuture(notFound));
    second.answer(Future.succeededFuture(run(3, 5)));

    assertThat(fill(first, second).result()).isEqualTo(run(3, 7));
    assertThat(pauses).isZero();
  }

  @Test
  void asksTheNextSourceWhenOneIsOnAnotherBranch() {
    first.answer(Future.succeededFuture(run(3, 5, "b")));
    second.answer(Future.succeededFuture(run(3, 5)));

    assertThat(fill(first, second).result()).isEqualTo(run(3, 7));
  }

  @Test
  void asksAgainWhenNobodyAnswers() {
    first.answer(Future.failedFuture("broken")).answer(Future.failedFuture("still broken"));
    first.answer(Future.succeededFuture(run(3, 5)));

    assertThat(fill(first).result()).isEqualTo(run(3, 7));
    assertThat(pauses).isEqualTo(2);
  }

  @Test
  void givesUpAtOnceWhenNobodyHasThem() {
    first.answer(Future.failedFuture(notFound));

    assertThat(fill(first).cause()).isSameAs(notFound);
    assertThat(pauses).isZero();
  }

  @Test
  void givesUpAtOnceWhenTheChainNoLongerLeadsThere() {
    first.answer(Future.succeededFuture(run(3, 5, "b")));

    assertThat(fill(first).cause()).isInstanceOf(Backfill.LeftBehindException.class);
    assertThat(pauses).isZero();
  }

  @Test
  void givesUpInTheEndWhenNobodyIsAttached() {
    assertThat(fill().failed()).isTrue();
    assertThat(pauses).isEqualTo(7);
  }

  private Future<List<Block>> fill(UpstreamDialogue... sources) {
    return backfill.before(run(6, 7), 3, 5, () -> List.of(sources));
  }
}
