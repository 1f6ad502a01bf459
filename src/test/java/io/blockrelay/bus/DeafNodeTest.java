package io.blockrelay.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.cluster.Cluster;
import io.blockrelay.cluster.TestCluster;
import io.blockrelay.history.History;
import io.blockrelay.history.HistoryConfig;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.Position;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three nodes, and one of them that the cluster has forgotten. */
class DeafNodeTest {
  private static final ChainId CHAIN = new ChainId("basalt");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final TestCluster cluster = new TestCluster();
  private final AtomicInteger roundTrips = new AtomicInteger();
  private final AtomicInteger deaf = new AtomicInteger();

  private record Node(EventInbox inbox, BusEcho echo) {}

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void registersAnewAndHearsAgain() {
    Cluster leading = cluster.data();
    Cluster forgotten = cluster.data();
    Cluster third = cluster.data();
    Node leader = deploy(leading);
    Node one = deploy(forgotten);
    Node other = deploy(third);
    EventPublisher publisher =
        new EventPublisher(
            leading.vertx(), Runnable::run, CHAIN, leading.nodeId(), 1, Position.NONE, -1);
    leading.vertx().setPeriodic(EventPublisher.ANNOUNCE_MS, id -> publisher.announce());
    until("all hear", () -> leader.inbox.hears() && one.inbox.hears() && other.inbox.hears());
    until("all echo", () -> List.of(leader, one, other).stream().allMatch(n -> n.echo.answered()));

    cluster.forget(forgotten, BusAddress.log(CHAIN));
    until("it is deaf", () -> !one.inbox.hears());

    until("it hears again", one.inbox::hears);
    until("the third does, too", other.inbox::hears);
    assertThat(roundTrips).hasPositiveValue();
    assertThat(deaf).hasValue(0);
  }

  @Test
  void aNodeAloneNeedsNobodysAnswerUntilAnotherOneComes() {
    Node alone = deploy(cluster.data());
    until("it is content", alone.echo::answered);

    Cluster silent = cluster.data();
    MessageConsumer<Object> mute =
        silent.vertx().eventBus().consumer(BusAddress.echo(silent.nodeId()), question -> {});
    until("the bus is in doubt", () -> !alone.echo.answered());

    TestCluster.await(mute.unregister());
    deploy(silent);
    until("the other one answers", alone.echo::answered);
  }

  private Node deploy(Cluster node) {
    BusCodecs.register(node.vertx().eventBus());
    BusNode self = new BusNode(node.nodeId(), node::nodes);
    History history = new History(new HistoryConfig(100, 1 << 20, 100));
    EventInbox inbox = new EventInbox(CHAIN, history, self, (removed, instead) -> List.of());
    BusEcho echo =
        new BusEcho(
            self, List.of(inbox), nanos -> roundTrips.incrementAndGet(), deaf::incrementAndGet);
    TestCluster.await(node.vertx().deployVerticle(inbox));
    TestCluster.await(node.vertx().deployVerticle(echo));
    return new Node(inbox, echo);
  }

  private static void until(String what, BooleanSupplier holds) {
    TestCluster.until(what, LIMIT, holds);
  }
}
