package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Three processes, one validator at 20 blocks a second, 300 clients: whatever happens to the
 * leader, nobody notices.
 */
class TakeOverIT {
  private static final int CLIENTS_A_NODE = 100;
  private static final Pattern LEADING = Pattern.compile("leading chain");

  private final List<RelayProcess> nodes = new ArrayList<>();
  private final Crowd crowd = new Crowd();
  private ClusterProcesses cluster;
  private RelayProcess leader;

  @BeforeEach
  void threeNodesAndTheirClients(TestInfo test) {
    cluster = new ClusterProcesses(test.getTestMethod().orElseThrow().getName());
    int devnet = cluster.devnet("--block-time", "50ms").port();
    for (int i = 1; i <= 3; i++) {
      nodes.add(cluster.node("node" + i, devnet));
    }
    nodes.forEach(RelayProcess::awaitStarted);
    Await.until("one node leads", () -> leaders() == 1);
    leader = nodes.stream().filter(node -> leads(node)).findFirst().orElseThrow();
    nodes.forEach(node -> Await.get(crowd.connect(CLIENTS_A_NODE, node.port(), "/ws/blocks")));
    Crowd.awaitBlock(crowd.members(), 20 + first());
  }

  @AfterEach
  void end() {
    crowd.close();
    cluster.close();
  }

  @Test
  void everyClientSeesEveryBlockOnceThroughTheLeadersDeath() {
    List<Crowd.Member> survivors = survivors();
    long before = Crowd.lastOfAll(survivors);

    leader.kill();

    Crowd.awaitBlock(survivors, before + 100);
    Crowd.assertComplete(survivors);
    assertThat(survivors).hasSize(2 * CLIENTS_A_NODE).allMatch(Crowd.Member::open);
  }

  @Test
  void everyClientSeesEveryBlockOnceThroughTheLeadersFreezing() {
    List<Crowd.Member> survivors = survivors();
    long before = Crowd.lastOfAll(survivors);

    leader.freeze();
    Await.until("another node leads", Duration.ofSeconds(10), () -> leaders() == 2);
    Crowd.awaitBlock(survivors, before + 200);
    leader.wake();

    long now = Crowd.lastOfAll(survivors);
    Crowd.awaitBlock(crowd.members(), now + 100);
    Crowd.assertComplete(crowd.members());
    assertThat(crowd.members()).hasSize(3 * CLIENTS_A_NODE).allMatch(Crowd.Member::open);
  }

  private List<Crowd.Member> survivors() {
    return crowd.members().stream()
        .filter(member -> !crowd.at(leader.port()).contains(member))
        .toList();
  }

  private long first() {
    Await.until("blocks flow", () -> crowd.members().stream().allMatch(m -> m.last() >= 0));
    return Crowd.lastOfAll(crowd.members());
  }

  private long leaders() {
    return nodes.stream().filter(TakeOverIT::leads).count();
  }

  private static boolean leads(RelayProcess node) {
    return LEADING.matcher(node.output()).find();
  }
}
