package io.blockrelay.edge;

import io.blockrelay.protocol.CloseReason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's way out: takes no more connections, lets requests under way finish, and closes
 * the clients one after the other. Confined to its event loop.
 */
final class Drain {
  private static final long TICK_MS = 20;

  /** How long after the window what still stands is cut. */
  private static final Duration CUT_AFTER = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final HttpServer server;
  private final Sessions sessions;
  private @Nullable Farewells<Session> farewells;
  private @Nullable Future<Void> ended;

  Drain(Vertx vertx, HttpServer server, Sessions sessions) {
    this.vertx = vertx;
    this.server = server;
    this.sessions = sessions;
  }

  /**
   * Begins, or hurries what has begun.
   *
   * @param window how long the clients' leaving may take
   * @return completes when every connection has ended, at the latest a little after the window
   */
  Future<Void> begin(Duration window) {
    long nanos = window.toNanos();
    farewells = new Farewells<>(sessions.all(), new Random(), System.nanoTime(), nanos);
    if (ended == null) {
      // It stops listening and closes idle connections at once. Requests under way, event streams
      // and WebSockets have that time, and are cut when it is over.
      long cutAfterMs = window.plus(CUT_AFTER).toMillis();
      ended = server.shutdown(cutAfterMs, TimeUnit.MILLISECONDS);
      long timer = vertx.setPeriodic(TICK_MS, id -> tick());
      ended.onComplete(done -> vertx.cancelTimer(timer));
    }
    tick();
    return ended;
  }

  private void tick() {
    long now = System.nanoTime();
    if (farewells != null) {
      farewells.due(now).forEach(session -> session.close(CloseReason.GOING_AWAY));
      if (farewells.over(now)) {
        // Those whom the budget let in when it had begun.
        sessions.closeAll(CloseReason.GOING_AWAY);
      }
    }
  }
}
