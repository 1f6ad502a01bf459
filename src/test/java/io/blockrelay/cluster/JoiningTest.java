package io.blockrelay.cluster;

import static io.blockrelay.cluster.TestCluster.await;
import static io.blockrelay.cluster.TestCluster.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that cannot join says why, in one line, and leaves nothing behind. */
class JoiningTest {
  /** A node that cannot join at once starts a whole Hazelcast before it knows. */
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** Of a node that waits for it to end. */
  private static final Duration WAITING_LIMIT = Duration.ofSeconds(6);

  private static final Duration SOON = Duration.ofSeconds(30);

  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aNodeWithoutDataCannotBeAlone() {
    ClusterConfig config = cluster.config();
    assertThat(failure(config, null, false, WAITING_LIMIT))
        .isEqualTo(
            "no data-holding node of cluster \""
                + config.name()
                + "\" answered at "
                + String.join(", ", config.members())
                + " within "
                + WAITING_LIMIT.toSeconds()
                + " s: start one with the ingest or registry role first");
    nothingIsLeft();
  }

  @Test
  void aNodeWithoutDataWaitsForOneThatHasSome() {
    Future<ClusterNode> edge = cluster.join(false, Duration.ofSeconds(30));
    Cluster data = cluster.data();
    assertThat(await(edge).nodes()).contains(data.nodeId());
  }

  @Test
  void kubernetesDnsFindsTheOthers() {
    ClusterConfig base = cluster.config();
    ClusterConfig byName =
        new ClusterConfig(base.name(), base.host(), base.port(), List.of(), "localhost", 0);
    List<ClusterNode> nodes =
        List.of(
            await(ClusterNode.join(byName, null, true, TestCluster.options(), SOON)),
            await(ClusterNode.join(byName, null, false, TestCluster.options(), SOON)));
    try {
      until("both see both", SOON, () -> nodes.stream().allMatch(n -> n.nodes().size() == 2));
    } finally {
      nodes.forEach(ClusterNode::crash);
    }
  }

  @Test
  void aHostThatIsNotOursIsRefused() {
    assertThat(failure(withHost("192.0.2.1"), null, true))
        .isEqualTo("cluster.host 192.0.2.1 is no address of this machine");
    assertThat(failure(withHost("0.0.0.0"), null, true))
        .startsWith("cluster.host must be an address that the other nodes can reach");
    assertThat(failure(withHost("no.such.host.invalid"), null, true))
        .isEqualTo("cluster.host no.such.host.invalid is unknown");
  }

  @Test
  void aTakenBusPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ClusterConfig base = cluster.config();
      ClusterConfig config =
          new ClusterConfig(
              base.name(), base.host(), base.port(), base.members(), "", taken.getLocalPort());
      assertThat(failure(config, null, true))
          .isEqualTo(
              "cannot open the event bus at 127.0.0.1:"
                  + taken.getLocalPort()
                  + ": the port is taken");
    }
    nothingIsLeft();
  }

  @Test
  void aTakenClusterPortIsNamed(@TempDir Path dir) throws IOException {
    Path xml = dir.resolve("cluster.xml");
    String ours = Files.readString(Path.of("cluster.xml"));
    Files.writeString(xml, ours.replace("auto-increment=\"true\"", "auto-increment=\"false\""));
    ClusterConfig base = cluster.config();
    try (ServerSocket taken = new ServerSocket(base.port(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(failure(base, xml, true))
          .isEqualTo(
              "no free port for the cluster at 127.0.0.1 from " + taken.getLocalPort() + " on");
    }
    nothingIsLeft();
  }

  @Test
  void aBadFileIsNamed(@TempDir Path dir) throws IOException {
    Path xml = dir.resolve("bad.xml");
    assertThat(failure(cluster.config(), xml, true)).isEqualTo("cannot read " + xml);
    Files.writeString(xml, Files.readString(Path.of("cluster.xml")).replace("port", "nonsense"));
    assertThat(failure(cluster.config(), xml, true)).startsWith(xml + ": ").contains("nonsense");
    Files.writeString(xml, "<hazelcast>");
    assertThat(failure(cluster.config(), xml, true)).startsWith(xml + ": ");
  }

  private ClusterConfig withHost(String host) {
    ClusterConfig base = cluster.config();
    return new ClusterConfig(base.name(), host, base.port(), base.members(), "", 0);
  }

  private static String failure(ClusterConfig config, @Nullable Path xml, boolean holdsData) {
    return failure(config, xml, holdsData, LIMIT);
  }

  private static String failure(
      ClusterConfig config, @Nullable Path xml, boolean holdsData, Duration limit) {
    long start = System.nanoTime();
    Future<ClusterNode> join =
        ClusterNode.join(config, xml, holdsData, TestCluster.options(), limit);
    String failure = await(join.map("joined").recover(e -> Future.succeededFuture(e.toString())));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit.plusSeconds(30));
    assertThat(failure).startsWith(JoinException.class.getName() + ": ").doesNotContain("\n");
    return failure.substring(JoinException.class.getName().length() + 2);
  }

  private static void nothingIsLeft() {
    until("its threads end", SOON, () -> threads().isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .map(Thread::getName)
        .filter(name -> name.startsWith("hz.") || name.startsWith("vert.x"))
        .toList();
  }
}
