package io.blockrelay;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/** What a node has started, to be stopped in the opposite order. */
final class Deployments {
  private final Vertx vertx;

  /** Last things first. */
  private final Deque<Supplier<Future<?>>> undo = new ConcurrentLinkedDeque<>();

  Deployments(Vertx vertx) {
    this.vertx = vertx;
  }

  Future<?> deploy(VerticleBase verticle) {
    return deploy(() -> verticle, 1);
  }

  Future<?> deploy(Supplier<VerticleBase> verticles, int instances) {
    return vertx
        .deployVerticle(verticles, new DeploymentOptions().setInstances(instances))
        .onSuccess(id -> onStop(() -> vertx.undeploy(id)));
  }

  /** Stops it before everything that was started before it. */
  void onStop(Supplier<Future<?>> stop) {
    undo.push(stop);
  }

  /** Stops everything, also when one of them fails to. */
  Future<?> undo() {
    Supplier<Future<?>> last = undo.pollFirst();
    return last == null ? Future.succeededFuture() : last.get().transform(done -> undo());
  }
}
