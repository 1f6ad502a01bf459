package io.blockrelay.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A node of a Hazelcast cluster. */
public final class ClusterNode implements Cluster {
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(30);
  private static final int CHANGE_TIMEOUT_SECONDS = 5;
  private static final int SUBMITTERS = 4;

  private final HazelcastInstance hazelcast;
  private final RelayClusterManager manager;
  private final Vertx vertx;
  private final IMap<String, Serializable> entries;
  private final WorkerExecutor submitters;
  private final MembershipWatch watch;
  private @Nullable Future<Void> left;

  /**
   * Joins the cluster, or starts it when nobody is there yet and this node holds data.
   *
   * @param clusterXml Hazelcast's configuration, null for the one in the jar
   * @param holdsData whether this node keeps shared entries; one that does not cannot be alone
   * @param options for Vert.x; the event bus's addresses are filled in
   * @return fails with a {@link JoinException} within 30 seconds, and then nothing of the attempt
   *     is left running; completes on a thread that is none of Vert.x's
   */
  public static Future<Cluster> join(
      ClusterConfig config, @Nullable Path clusterXml, boolean holdsData, VertxOptions options) {
    return join(config, clusterXml, holdsData, options, JOIN_LIMIT).map(node -> node);
  }

  static Future<ClusterNode> join(
      ClusterConfig config,
      @Nullable Path clusterXml,
      boolean holdsData,
      VertxOptions options,
      Duration limit) {
    return new Joining(config, clusterXml, holdsData, options, limit).start();
  }

  ClusterNode(HazelcastInstance hazelcast, RelayClusterManager manager, Vertx vertx) {
    this.hazelcast = hazelcast;
    this.manager = manager;
    this.vertx = vertx.exceptionHandler(new Unhandled());
    this.entries = hazelcast.getMap("blockrelay");
    this.submitters = vertx.createSharedWorkerExecutor("cluster-change", SUBMITTERS);
    this.watch = MembershipWatch.start(hazelcast, manager::republish);
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public String nodeId() {
    return manager.getNodeId();
  }

  @Override
  public Set<String> nodes() {
    return hazelcast.getLifecycleService().isRunning()
        ? Members.nodeIds(hazelcast)
        : Set.of(nodeId());
  }

  @Override
  public void onNodesChanged(Runnable listener) {
    watch.add(listener);
  }

  @Override
  public <V extends Serializable, R extends Serializable> Future<R> change(
      String entry, Change<V, R> change) {
    Context context = vertx.getOrCreateContext();
    return submit(entry, change)
        .compose(answer -> Future.fromCompletionStage(answer, context))
        .timeout(CHANGE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  // Not on the caller's event loop: Hazelcast waits here while it does not know who holds the
  // entry.
  @SuppressWarnings("unchecked") // An entry is always changed by changes of its own type.
  private <V extends Serializable, R extends Serializable> Future<CompletionStage<R>> submit(
      String entry, Change<V, R> change) {
    ChangeProcessor<V, R> processor = new ChangeProcessor<>(change);
    IMap<String, V> typed = (IMap<String, V>) (IMap<String, ?>) entries;
    try {
      return submitters.executeBlocking(() -> typed.submitToKey(entry, processor), false);
    } catch (RuntimeException e) {
      return Future.failedFuture(e); // Vert.x is closed.
    }
  }

  @Override
  public Future<Boolean> safe() {
    return submitters.executeBlocking(() -> hazelcast.getPartitionService().isClusterSafe(), false);
  }

  @Override
  public synchronized Future<Void> leave() {
    if (left == null) {
      left = new Leaving(vertx, hazelcast).start();
    }
    return left;
  }

  /** What it is made of, for tests that look behind the scenes. */
  HazelcastInstance hazelcast() {
    return hazelcast;
  }

  /** Goes without a word, as a killed process does. */
  void crash() {
    hazelcast.getLifecycleService().terminate();
    vertx.close();
  }
}
