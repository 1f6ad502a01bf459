package io.blockrelay.registry;

import static io.blockrelay.cluster.TestCluster.await;
import static io.blockrelay.cluster.TestCluster.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.cluster.Cluster;
import io.blockrelay.cluster.TestCluster;
import io.blockrelay.model.ChainId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Leads and permits on real nodes. */
class RegistryClusterTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final ChainId CHAIN = new ChainId("basalt");

  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aKilledNodesLeadAndPermitsAreFree() {
    Cluster killed = cluster.data();
    Cluster other = cluster.data();
    Cluster edge = cluster.lite();
    cluster.settle(3);
    await(other.vertx().deployVerticle(new RegistryVerticle(other, Set.of(CHAIN))));
    Lead lead = await(new Leadership(killed).claim(CHAIN, 0));
    assertThat(lead).isEqualTo(Lead.NONE.takenBy(killed.nodeId(), 0));
    Permits lost = permits(killed);
    Permits permits = permits(edge);
    assertThat(admitted(100, lost)).isEqualTo(100);
    assertThat(await(permits.acquire())).isFalse();

    cluster.crash(killed);

    Leadership leadership = new Leadership(other);
    // Changes nothing for a node that does not lead, and says who does.
    until("vacated", SOON, () -> await(leadership.resign(CHAIN)).equals(lead.vacated()));
    assertThat(await(leadership.claim(CHAIN, 0))).isEqualTo(lead.takenBy(other.nodeId(), 0));
    until("freed", SOON, () -> await(permits.acquire()));
    assertThat(admitted(100, permits)).isEqualTo(99);
  }

  @Test
  void threeNodesShareOneBudget() {
    List<Permits> nodes =
        Stream.of(cluster.data(), cluster.lite(), cluster.lite())
            .map(node -> permits(node))
            .toList();
    cluster.settle(3);

    assertThat(admitted(10, nodes.get(1))).isEqualTo(10);
    assertThat(admitted(150, nodes.toArray(Permits[]::new))).isEqualTo(90);

    // What one has no use for any more, another gets.
    IntStream.range(0, 10).forEach(i -> nodes.get(1).release());
    assertThat(admitted(20, nodes.get(2))).isEqualTo(10);
  }

  private static Permits permits(Cluster node) {
    Permits permits = new Permits(node, 100);
    await(permits.start());
    return permits;
  }

  private static int admitted(int count, Permits... nodes) {
    List<Future<Boolean>> answers = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> answers.add(nodes[i % nodes.length].acquire()));
    return (int) answers.stream().filter(answer -> await(answer)).count();
  }
}
