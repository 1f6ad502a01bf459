package io.blockrelay.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's way out: Vert.x first, as its bus still needs the cluster. Bounded by 10 seconds. */
final class Leaving {
  private static final Logger LOG = LoggerFactory.getLogger(Leaving.class);
  private static final int STEP_SECONDS = 5;

  private final Vertx vertx;
  private final HazelcastInstance hazelcast;

  Leaving(Vertx vertx, HazelcastInstance hazelcast) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
  }

  Future<Void> start() {
    // Not on a thread of Vert.x, which is going.
    CompletableFuture<Void> left =
        vertx
            .close()
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(STEP_SECONDS, TimeUnit.SECONDS)
            .handle((closed, failure) -> null)
            .thenCompose(closed -> shutDown());
    return Future.fromCompletionStage(left);
  }

  private CompletableFuture<Void> shutDown() {
    CompletableFuture<Void> down = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              hazelcast.shutdown();
              down.complete(null);
            },
            "cluster-leave");
    thread.setDaemon(true);
    thread.start();
    return down.orTimeout(STEP_SECONDS, TimeUnit.SECONDS).exceptionally(this::terminate);
  }

  private Void terminate(Throwable tooSlow) {
    LOG.warn("leaving the cluster without handing over: it did not answer in time");
    hazelcast.getLifecycleService().terminate();
    return null;
  }
}
