package io.blockrelay.edge;

import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.registry.Permits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes sessions of requests for a WebSocket: finds where they start, and whether the budget has
 * room.
 */
final class Upgrades {
  private final EdgeConfig config;
  private final Permits permits;
  private final Handshakes handshakes;
  private final Sessions sessions;
  private final long locateMs;

  Upgrades(EdgeConfig config, Permits permits, Handshakes handshakes, Sessions sessions) {
    this.config = config;
    this.permits = permits;
    this.handshakes = handshakes;
    this.sessions = sessions;
    // The answer must be out before the handshake's own time is over.
    this.locateMs = config.handshakeTimeout().toMillis() * 4 / 5;
  }

  void serve(HttpServerRequest request, ChainRoute route) {
    request.pause();
    locate(request, route)
        .timeout(locateMs, TimeUnit.MILLISECONDS)
        .onSuccess(start -> admit(request, route, start))
        .onFailure(failure -> refuse(request, failure));
  }

  private static Future<Located> locate(HttpServerRequest request, ChainRoute route) {
    try {
      StartAt start = route.dialect().startAt(query(request));
      return route.resume().locate(start, Set.of());
    } catch (IllegalArgumentException mistake) {
      return Future.failedFuture(Refusal.badRequest(String.valueOf(mistake.getMessage())));
    }
  }

  private static Map<String, String> query(HttpServerRequest request) {
    Map<String, String> first = new HashMap<>();
    request.params().forEach((name, value) -> first.putIfAbsent(name, value));
    return first;
  }

  private void admit(HttpServerRequest request, ChainRoute route, Start start) {
    if (permits.tryAcquire()) {
      welcome(request, route, start);
      return;
    }
    permits
        .acquire()
        .onSuccess(
            admitted -> {
              if (admitted) {
                welcome(request, route, start);
              } else {
                turnAway(request, route);
              }
            });
  }

  private void welcome(HttpServerRequest request, ChainRoute route, Start start) {
    request
        .toWebSocket()
        .onSuccess(webSocket -> open(request, webSocket, route, start))
        .onFailure(broken -> permits.release());
  }

  private void open(
      HttpServerRequest request, ServerWebSocket webSocket, ChainRoute route, Start start) {
    handshakes.finished(request.connection());
    Duration pingInterval = route.terms().pingInterval(config.pingInterval());
    Keepalive keepalive = new Keepalive(pingInterval.toNanos(), System.nanoTime());
    Session session =
        new Session(webSocket, route, keepalive, config.inboundBytesMax(), this::left);
    sessions.add(session);
    session.open(start);
  }

  private void left(Session session) {
    sessions.remove(session);
    permits.release();
  }

  /** The dialects say it after the handshake, where every client library can see it. */
  private void turnAway(HttpServerRequest request, ChainRoute route) {
    CloseReason reason = route.terms().budgetSpent();
    request
        .toWebSocket()
        .onSuccess(
            webSocket -> {
              handshakes.finished(request.connection());
              ClosingSocket.close(webSocket, new FrameSocket(webSocket), reason);
            });
  }

  private static void refuse(HttpServerRequest request, Throwable failure) {
    if (failure instanceof TimeoutException) {
      HttpAnswers.later(request, "older blocks cannot be fetched at the moment");
    } else if (failure instanceof Refusal refusal) {
      HttpAnswers.refuse(request, refusal);
    } else {
      HttpAnswers.failed(request);
      throw new IllegalStateException("a start was not found, nor refused", failure);
    }
  }
}
