package io.blockrelay;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.WorkerPool;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/** What a node has started, to be stopped in the opposite order. */
final class Deployments {
  private static final String ASIDE = "chains";

  private final Vertx vertx;
  private final WorkerPool aside;

  /** Last things first. */
  private final Deque<Supplier<Future<?>>> undo = new ConcurrentLinkedDeque<>();

  /**
   * @param asideMax so many of those that run {@linkplain #deployAside aside} never wait for each
   *     other
   */
  Deployments(Vertx vertx, int asideMax) {
    this.vertx = vertx;
    // One that Vert.x does not close: a socket that ends with Vert.x may still have something to
    // tell whoever was deployed there.
    this.aside =
        ((VertxInternal) vertx)
            .createSharedWorkerPool(
                ASIDE,
                asideMax,
                VertxOptions.DEFAULT_MAX_WORKER_EXECUTE_TIME,
                VertxOptions.DEFAULT_MAX_WORKER_EXECUTE_TIME_UNIT);
  }

  Future<?> deploy(VerticleBase verticle) {
    return deploy(() -> verticle, 1);
  }

  Future<?> deploy(Supplier<VerticleBase> verticles, int instances) {
    return deploy(verticles, new DeploymentOptions().setInstances(instances));
  }

  /**
   * Runs it on threads that are no event loops, one turn after the other: it may take its time over
   * a turn, and no client of any loop waits for it.
   */
  Future<?> deployAside(VerticleBase verticle) {
    return deploy(
        () -> verticle,
        new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER).setWorkerPoolName(ASIDE));
  }

  private Future<?> deploy(Supplier<VerticleBase> verticles, DeploymentOptions options) {
    return vertx
        .deployVerticle(verticles, options)
        .onSuccess(id -> onStop(() -> vertx.undeploy(id)));
  }

  /** Stops it before everything that was started before it. */
  void onStop(Supplier<Future<?>> stop) {
    undo.push(stop);
  }

  /** To be called when Vert.x has been closed. */
  void close() {
    aside.close();
  }

  /** Stops everything, also when one of them fails to. */
  Future<?> undo() {
    Supplier<Future<?>> last = undo.pollFirst();
    return last == null ? Future.succeededFuture() : last.get().transform(done -> undo());
  }

  /**
   * Names the setting when that port is why something could not be deployed. The native transport's
   * failure has no type of its own, so it is known by its words.
   */
  static <T> Future<T> portTaken(Throwable failure, int port, String key) {
    boolean taken = String.valueOf(failure.getMessage()).contains("Address already in use");
    return Future.failedFuture(
        taken
            ? new IllegalStateException(
                "port " + port + " is taken; set " + key + " to another, or to 0 for any free one")
            : failure);
  }
}
