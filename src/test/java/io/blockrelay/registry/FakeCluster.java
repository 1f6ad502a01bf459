package io.blockrelay.registry;

import io.blockrelay.cluster.Change;
import io.blockrelay.cluster.Change.Changed;
import io.blockrelay.cluster.Cluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Several nodes on one Vert.x, whose shared entries answer late, twice or never when told to. */
final class FakeCluster {
  enum Fault {
    /** The change is made, the answer is lost. */
    ANSWER_LOST,
    /** The change is not made. */
    NOT_MADE,
    /** The caller is told that it failed, and then it is made. */
    MADE_LATE
  }

  private final Vertx vertx;
  private final Random random;
  private final Map<String, Serializable> entries = new HashMap<>();
  private final Set<String> live = ConcurrentHashMap.newKeySet();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  volatile int faultsPercent;
  volatile int delayMsMax = 2;

  FakeCluster(Vertx vertx, long seed) {
    this.vertx = vertx;
    this.random = new Random(seed);
  }

  Cluster node(String id) {
    live.add(id);
    changed();
    return new Node(id);
  }

  void kill(String id) {
    live.remove(id);
    changed();
  }

  synchronized void lose(String entry) {
    entries.remove(entry);
  }

  void changed() {
    listeners.forEach(Runnable::run);
  }

  synchronized ConnectionBudget budget() {
    return ConnectionBudget.orEmpty((ConnectionBudget) entries.get(LeaseCalls.ENTRY));
  }

  @SuppressWarnings("unchecked")
  private synchronized <V extends Serializable, R extends Serializable> R apply(
      String entry, Change<V, R> change) {
    Changed<V, R> changed =
        change.apply((V) entries.get(entry), Set.copyOf(live), System.currentTimeMillis());
    entries.put(entry, changed.value());
    return changed.result();
  }

  private synchronized @Nullable Fault fault() {
    return random.nextInt(100) < faultsPercent ? Fault.values()[random.nextInt(3)] : null;
  }

  private synchronized Future<Void> delay() {
    Promise<Void> promise = Promise.promise();
    vertx.setTimer(1 + random.nextInt(delayMsMax), fired -> promise.complete());
    return promise.future();
  }

  private <V extends Serializable, R extends Serializable> Future<R> perform(
      String entry, Change<V, R> change) {
    @Nullable Fault fault = fault();
    if (fault == Fault.NOT_MADE) {
      return delay().compose(fired -> Future.failedFuture("time-out"));
    }
    if (fault == Fault.MADE_LATE) {
      delay().compose(fired -> delay()).onSuccess(fired -> apply(entry, change));
      return delay().compose(fired -> Future.failedFuture("time-out"));
    }
    Future<R> made = delay().map(fired -> apply(entry, change)).compose(r -> delay().map(r));
    return fault == null ? made : made.compose(r -> Future.failedFuture("time-out"));
  }

  private final class Node implements Cluster {
    private final String id;

    Node(String id) {
      this.id = Objects.requireNonNull(id);
    }

    @Override
    public Vertx vertx() {
      return vertx;
    }

    @Override
    public String nodeId() {
      return id;
    }

    @Override
    public Set<String> nodes() {
      return Set.copyOf(live);
    }

    @Override
    public Future<Boolean> safe() {
      return Future.succeededFuture(true);
    }

    @Override
    public void onNodesChanged(Runnable listener) {
      listeners.add(listener);
    }

    @Override
    public <V extends Serializable, R extends Serializable> Future<R> change(
        String entry, Change<V, R> change) {
      return perform(entry, change);
    }

    @Override
    public Future<Void> leave() {
      kill(id);
      return Future.succeededFuture();
    }
  }
}
