package io.blockrelay.cluster;

import static io.blockrelay.cluster.TestCluster.await;
import static io.blockrelay.cluster.TestCluster.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blockrelay.cluster.Count.Counted;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the relay counts on from its cluster, with real nodes. */
class ClusterNodeTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void changesAreAtomicWhoeverMakesThem() {
    List<Cluster> nodes = List.of(cluster.data(), cluster.data(), cluster.lite());
    cluster.settle(3);

    List<Future<Counted>> counted = new ArrayList<>();
    IntStream.range(0, 300).forEach(i -> counted.add(nodes.get(i % 3).change("n", new Count())));
    await(Future.all(counted));

    assertThat(counted.stream().map(answer -> answer.result().count()).distinct()).hasSize(300);
    assertThat(counted).allMatch(answer -> answer.result().nodes() == 3);
  }

  @Test
  void anEntrySurvivesTheCrashOfItsHolderAndOthersAreTold() {
    Cluster first = cluster.data();
    Cluster second = cluster.data();
    Cluster third = cluster.data();
    AtomicInteger told = new AtomicInteger();
    third.onNodesChanged(told::incrementAndGet);
    cluster.settle(3);
    await(first.change("n", new Count()));

    cluster.crash(first);
    until("the crash is seen", SOON, () -> third.nodes().size() == 2 && told.get() > 0);
    cluster.settle(2);
    cluster.crash(second);
    until("the crash is seen", SOON, () -> third.nodes().size() == 1);

    assertThat(await(third.change("n", new Count()))).isEqualTo(new Counted(2, 1));
  }

  @Test
  void aNodeWithoutDataHearsAgainWhenDataIsBack() {
    Cluster gone = cluster.data();
    Cluster edge = cluster.lite();
    await(edge.vertx().eventBus().consumer("a", m -> m.reply("heard")).completion());
    cluster.crash(gone);
    until("nobody else is left", SOON, () -> edge.nodes().size() == 1);
    assertThatThrownBy(() -> await(edge.change("n", new Count()))).isNotNull();

    Cluster back = cluster.data();

    until("the edge is heard", SOON, () -> answers(back, "a"));
    assertThat(await(edge.change("n", new Count())).count()).isEqualTo(1);
  }

  private static boolean answers(Cluster node, String address) {
    return await(
        node.vertx()
            .eventBus()
            .request(address, "?", new DeliveryOptions().setSendTimeout(500))
            .map(true)
            .otherwise(false));
  }

  @Test
  void leavingHandsTheEntriesOver() {
    Cluster first = cluster.data();
    Cluster second = cluster.data();
    cluster.settle(2);
    await(first.change("n", new Count()));

    long start = System.nanoTime();
    await(first.leave());

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(await(second.change("n", new Count())).count()).isEqualTo(2);
    until("the other has gone", SOON, () -> second.nodes().size() == 1);
  }
}
