package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.cluster.Change;
import io.blockrelay.cluster.Cluster;
import io.blockrelay.cluster.LocalCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node that stops tells the others, so that they do not take it for cut off. */
class GoodbyeTest {
  @ParameterizedTest
  @EnumSource(Role.class)
  void aNodeSaysItLastWhateverItsRole(Role role) {
    ListeningCluster cluster = new ListeningCluster(Vertx.vertx());
    Relay relay = Await.get(Relay.start(config(role), cluster, false));

    Await.get(relay.stop());

    assertThat(cluster.told).last().isEqualTo("LeaveBudget[node=" + cluster.nodeId() + "]");
  }

  private static RelayConfig config(Role role) {
    List<String> sets = List.of("edge.host=127.0.0.1", "edge.drain=0s", "operations.port=0");
    return ConfigReader.read(
        null,
        Map.of(),
        new Overrides(sets, 0, List.of(role.toString()), List.of("ws://127.0.0.1:1/ws/blocks")));
  }

  /** One node in memory, and everything that it is told. */
  private static final class ListeningCluster implements Cluster {
    private final LocalCluster cluster;
    final List<String> told = new CopyOnWriteArrayList<>();

    ListeningCluster(Vertx vertx) {
      this.cluster = new LocalCluster(vertx);
    }

    @Override
    public <V extends Serializable, R extends Serializable> Future<R> change(
        String entry, Change<V, R> change) {
      told.add(change.toString());
      return cluster.change(entry, change);
    }

    @Override
    public Vertx vertx() {
      return cluster.vertx();
    }

    @Override
    public String nodeId() {
      return cluster.nodeId();
    }

    @Override
    public Set<String> nodes() {
      return cluster.nodes();
    }

    @Override
    public void onNodesChanged(Runnable listener) {
      cluster.onNodesChanged(listener);
    }

    @Override
    public Future<Boolean> safe() {
      return cluster.safe();
    }

    @Override
    public Future<Void> leave() {
      return cluster.leave();
    }
  }
}
