package io.blockrelay.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blockrelay.model.ChainId;
import io.blockrelay.model.EventKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemandTest {
  private static final ChainId CHAIN = new ChainId("test");
  private static final EventKind LOGS = new EventKind("test.logs");
  private static final EventKind PENDING = new EventKind("test.pending");

  private final Vertx vertx = Vertx.vertx();
  private final List<Set<EventKind>> told = new CopyOnWriteArrayList<>();
  private volatile String leader = "node";
  private final Demand demand = new Demand(CHAIN, () -> leader);

  @BeforeEach
  void register() {
    BusCodecs.register(vertx.eventBus());
  }

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void isKnownWhenTheLeaderHasAnswered() throws Exception {
    lead("node");

    await(demand.add(vertx, Set.of(LOGS)));

    assertThat(told).containsExactly(Set.of(LOGS));
    assertThat(demand.wanted()).containsExactly(LOGS);
  }

  @Test
  void tellsTheLeaderOnceAndNotForEveryClient() throws Exception {
    lead("node");
    await(demand.add(vertx, Set.of(LOGS)));

    await(demand.add(vertx, Set.of(LOGS)));

    assertThat(told).hasSize(1);
  }

  @Test
  void goesOnAskingUntilThereIsALeader() throws Exception {
    leader = "";
    Future<Void> known = demand.add(vertx, Set.of(LOGS));
    lead("second");

    leader = "second";

    await(known);
    assertThat(told).containsExactly(Set.of(LOGS));
  }

  @Test
  void saysAtOnceWhatTheNodesDoNotOffer() {
    vertx
        .eventBus()
        .consumer(
            BusAddress.demand(CHAIN, "node"),
            message -> message.fail(Demand.UNSUPPORTED, "no such subscription"));

    assertThatThrownBy(() -> await(demand.add(vertx, Set.of(PENDING))))
        .hasCauseInstanceOf(ReplyException.class)
        .hasMessageContaining("no such subscription");
  }

  @Test
  void wantsNothingWhenTheLastClientHasLeft() throws Exception {
    lead("node");
    await(demand.add(vertx, Set.of(LOGS)));
    await(demand.add(vertx, Set.of(LOGS, PENDING)));

    demand.remove(Set.of(LOGS));
    assertThat(demand.wanted()).containsExactlyInAnyOrder(LOGS, PENDING);
    demand.remove(Set.of(LOGS, PENDING));

    assertThat(demand.wanted()).isEmpty();
    await(demand.add(vertx, Set.of(LOGS)));
    assertThat(told).hasSize(3);
  }

  private void lead(String node) {
    vertx
        .eventBus()
        .<Wanted>consumer(
            BusAddress.demand(CHAIN, node),
            message -> {
              told.add(message.body().kinds());
              message.reply(null);
            });
  }

  private static void await(Future<Void> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
