package io.blockrelay.cluster;

import io.blockrelay.cluster.Change.Changed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A cluster of one node, in memory. Its changes are made before {@link #change} returns. */
public final class LocalCluster implements Cluster {
  private final Vertx vertx;
  private final String nodeId = UUID.randomUUID().toString();
  private final Map<String, Serializable> entries = new HashMap<>();

  public LocalCluster(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public String nodeId() {
    return nodeId;
  }

  @Override
  public Set<String> nodes() {
    return Set.of(nodeId);
  }

  @Override
  public void onNodesChanged(Runnable listener) {
    // Nobody comes or goes.
  }

  @Override
  public <V extends Serializable, R extends Serializable> Future<R> change(
      String entry, Change<V, R> change) {
    try {
      return Future.succeededFuture(apply(entry, change));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  // An entry is always changed by changes of its own type.
  @SuppressWarnings("unchecked")
  private synchronized <V extends Serializable, R extends Serializable> R apply(
      String entry, Change<V, R> change) {
    Changed<V, R> changed =
        change.apply((V) entries.get(entry), nodes(), System.currentTimeMillis());
    entries.put(entry, changed.value());
    return changed.result();
  }

  @Override
  public Future<Boolean> safe() {
    return Future.succeededFuture(true);
  }

  @Override
  public Future<Void> leave() {
    return vertx.close();
  }
}
