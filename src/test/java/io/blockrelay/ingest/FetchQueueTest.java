package io.blockrelay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.bus.BackfillRequest;
import io.blockrelay.model.Block;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FetchQueueTest {
  private final Map<BackfillRequest, Promise<List<Block>>> underWay = new LinkedHashMap<>();
  private final List<BackfillRequest> asked = new ArrayList<>();
  private final FetchQueue queue = new FetchQueue(this::fetch);
  private boolean detached;

  private Future<List<Block>> fetch(BackfillRequest request) {
    asked.add(request);
    if (detached) {
      return Future.failedFuture("no upstream is attached");
    }
    Promise<List<Block>> answer = Promise.promise();
    underWay.put(request, answer);
    return answer.future();
  }

  @Test
  void asksOnceForAllWhoWantTheSame() {
    Future<List<Block>> first = queue.ask(page(1));
    Future<List<Block>> second = queue.ask(page(1));
    Future<List<Block>> other = queue.ask(page(2));

    answer(page(1));

    assertThat(asked).containsExactly(page(1), page(2));
    assertThat(first.succeeded()).isTrue();
    assertThat(second.succeeded()).isTrue();
    assertThat(other.isComplete()).isFalse();
  }

  @Test
  void keepsNoAnswer() {
    queue.ask(page(1));
    answer(page(1));

    assertThat(queue.ask(page(1)).isComplete()).isFalse();
    assertThat(asked).containsExactly(page(1), page(1));
  }

  @Test
  void hasSoManyUnderWayAndLetsTheOthersWaitTheirTurn() {
    for (int i = 0; i < FetchQueue.UNDER_WAY_MAX + 2; i++) {
      queue.ask(page(i));
    }
    assertThat(asked).hasSize(FetchQueue.UNDER_WAY_MAX);

    answer(page(3));
    underWay.remove(page(0)).fail("it does not answer");

    assertThat(asked).endsWith(page(FetchQueue.UNDER_WAY_MAX), page(FetchQueue.UNDER_WAY_MAX + 1));
  }

  @Test
  void refusesWhenTooManyWait() {
    int room = FetchQueue.UNDER_WAY_MAX + FetchQueue.WAITING_MAX;
    for (int i = 0; i < room; i++) {
      assertThat(queue.ask(page(i)).failed()).isFalse();
    }

    assertThat(queue.ask(page(room)).failed()).isTrue();
    assertThat(queue.ask(page(room - 1)).failed()).as("waits already").isFalse();
    answer(page(0));
    assertThat(queue.ask(page(room)).failed()).isFalse();
  }

  @Test
  void failsAllThatWaitWhenTheUpstreamsGo() {
    List<Future<List<Block>>> all = new ArrayList<>();
    for (int i = 0; i < FetchQueue.UNDER_WAY_MAX + FetchQueue.WAITING_MAX; i++) {
      all.add(queue.ask(page(i)));
    }
    detached = true;

    answer(page(0));

    assertThat(all.subList(FetchQueue.UNDER_WAY_MAX, all.size())).allMatch(Future::failed);
    assertThat(queue.ask(page(-1)).cause()).hasMessage("no upstream is attached");
  }

  private void answer(BackfillRequest request) {
    underWay.remove(request).complete(List.of());
  }

  private static BackfillRequest page(int number) {
    return BackfillRequest.ofHeights(number * 100L, number * 100L + 99, Set.of());
  }
}
