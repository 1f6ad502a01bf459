package io.blockrelay.cluster;

import static io.blockrelay.cluster.TestCluster.await;
import static io.blockrelay.cluster.TestCluster.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.cluster.Count.Counted;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two halves that find each other again. */
class MergeHalvesTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void whatBothHalvesDecidedIsMerged() {
    try (TestCluster cluster = new TestCluster()) {
      ClusterNode left = alone(cluster);
      ClusterNode right = alone(cluster);
      AtomicInteger told = new AtomicInteger();
      left.onNodesChanged(told::incrementAndGet);
      right.onNodesChanged(told::incrementAndGet);
      await(left.change("n", new Count()));
      await(right.change("n", new Count()));
      await(right.change("n", new Count()));

      introduce(left, right);
      introduce(right, left);
      until("they are one", SOON, () -> left.nodes().size() == 2 && right.nodes().size() == 2);

      // The entry is merged a little after the members are.
      until("both have counted", SOON, () -> await(left.change("n", new Noop())).count() == 3);
      assertThat(told.get()).isPositive();
    }
  }

  private static ClusterNode alone(TestCluster cluster) {
    ClusterConfig base = cluster.config();
    List<String> itself = List.of("127.0.0.1:" + base.port());
    return cluster.adopt(new ClusterConfig(base.name(), base.host(), base.port(), itself, "", 0));
  }

  private static void introduce(ClusterNode node, ClusterNode other) {
    String address =
        "127.0.0.1:" + other.hazelcast().getCluster().getLocalMember().getAddress().getPort();
    node.hazelcast()
        .getConfig()
        .getAdvancedNetworkConfig()
        .getJoin()
        .getTcpIpConfig()
        .addMember(address);
  }

  /** Reads. */
  private record Noop() implements Change<Counted, Counted> {
    @Override
    public Changed<Counted, Counted> apply(
        @Nullable Counted value, Set<String> liveNodes, long nowMs) {
      Counted counted = value == null ? new Counted(0, 0) : value;
      return new Changed<>(counted, counted);
    }
  }
}
