package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two processes that ingest and three that serve 300 clients, at 20 blocks a second: every one is
 * replaced, and nobody misses a block.
 */
@NullUnmarked
class RollingRestartIT {
  private static final int CLIENTS = 300;
  private static final int GOING_AWAY = 1012;
  private static final ClusterProcesses CLUSTER = new ClusterProcesses("rolling");
  private static final List<RelayProcess> INGEST = new ArrayList<>();
  private static final List<RelayProcess> EDGES = new ArrayList<>();
  private static int devnet;
  private static int started;

  private final ResumingCrowd crowd = new ResumingCrowd();

  @BeforeAll
  static void fiveNodes() {
    devnet = CLUSTER.devnet("--block-time", "50ms").port();
    INGEST.addAll(List.of(launchIngest(), launchIngest()));
    INGEST.forEach(RollingRestartIT::awaitReady);
    EDGES.addAll(List.of(launchEdge(), launchEdge(), launchEdge()));
    EDGES.forEach(RollingRestartIT::awaitReady);
  }

  @AfterAll
  static void end() {
    CLUSTER.close();
  }

  @BeforeEach
  void clients() {
    crowd.edges(addresses());
    crowd.join(CLIENTS);
    Await.until("blocks flow", () -> crowd.lastOfAll() > 0);
  }

  @AfterEach
  void leave() {
    crowd.close();
  }

  @Test
  void clientsOfRestartedEdgesGoOnWhereTheyWere() {
    for (int i = 0; i < EDGES.size(); i++) {
      assertEndsInOrder(EDGES.get(i));
      EDGES.set(i, launchEdge());
      awaitReady(EDGES.get(i));
      crowd.edges(addresses());
    }

    crowd.awaitBlock(crowd.lastOfAll() + 40);
    assertComplete();
    assertThat(crowd.closeCodes()).hasSizeGreaterThanOrEqualTo(CLIENTS).containsOnly(GOING_AWAY);
  }

  @Test
  void nobodyNoticesThatTheIngestNodesAreRestarted() {
    for (int i = 0; i < INGEST.size(); i++) {
      assertEndsInOrder(INGEST.get(i));
      INGEST.set(i, launchIngest());
      awaitReady(INGEST.get(i));
    }

    crowd.awaitBlock(crowd.lastOfAll() + 40);
    assertComplete();
    assertThat(crowd.closeCodes()).isEmpty();
  }

  private void assertComplete() {
    assertThat(crowd.members()).hasSize(CLIENTS);
    crowd.members().forEach(member -> Crowd.assertComplete(member.numbers()));
  }

  private static void assertEndsInOrder(RelayProcess node) {
    node.terminate();
    assertThat(node.awaitExit()).as(node.output()).isZero();
    assertThat(node.output()).doesNotContain("did not stop");
  }

  private static void awaitReady(RelayProcess node) {
    node.awaitStarted();
    Await.until("it is ready", node::ready);
  }

  private static List<SocketAddress> addresses() {
    return EDGES.stream().map(RelayProcess::address).toList();
  }

  private static RelayProcess launchIngest() {
    return CLUSTER.node("ingest" + ++started, devnet, "--roles", "ingest,registry");
  }

  private static RelayProcess launchEdge() {
    return CLUSTER.node("edge" + ++started, devnet, "--roles", "edge", "--set", "edge.drain=3s");
  }
}
