package io.blockrelay.ingest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;

/** Waits between two tries. */
final class Pause {
  private Pause() {}

  /**
   * Completes on the caller's context when it is time; never when its verticle is stopped before,
   * for then there is nothing left to try.
   */
  static Future<Void> of(Vertx vertx, long ms) {
    Promise<Void> due = ((VertxInternal) vertx).getOrCreateContext().promise();
    vertx.setTimer(ms, id -> due.complete());
    return due.future();
  }
}
