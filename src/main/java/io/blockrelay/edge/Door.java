package io.blockrelay.edge;

import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.registry.Permits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets clients in: finds what they ask for and where they start, and whether the budget has room.
 */
final class Door {
  private final EdgeConfig config;
  private final Map<String, ChainRoute> routes;
  private final Permits permits;
  private final Handshakes handshakes;
  private final Sessions sessions;
  private final long locateMs;

  Door(
      EdgeConfig config,
      Map<String, ChainRoute> routes,
      Permits permits,
      Handshakes handshakes,
      Sessions sessions) {
    this.config = config;
    this.routes = routes;
    this.permits = permits;
    this.handshakes = handshakes;
    this.sessions = sessions;
    // The answer must be out before the handshake's own time is over.
    this.locateMs = config.handshakeTimeout().toMillis() * 4 / 5;
  }

  void knock(HttpServerRequest request) {
    ChainRoute route = routes.get(request.path());
    if (route == null) {
      answer(request, 404, "text/plain", "No such path.");
    } else if (!request.canUpgradeToWebSocket()) {
      answer(request, 400, "text/plain", route.terms().withoutUpgrade());
    } else {
      request.pause();
      locate(request, route)
          .timeout(locateMs, TimeUnit.MILLISECONDS)
          .onSuccess(start -> admit(request, route, start))
          .onFailure(failure -> refuse(request, failure));
    }
  }

  private static Future<Located> locate(HttpServerRequest request, ChainRoute route) {
    try {
      StartAt start = route.protocol().startAt(query(request));
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
    Keepalive keepalive = new Keepalive(config.pingInterval().toNanos(), System.nanoTime());
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
      refuse(request, Refusal.unavailable("older blocks cannot be fetched at the moment"));
    } else if (failure instanceof Refusal refusal) {
      if (refusal.reason() == Refusal.Reason.UNAVAILABLE) {
        request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
      }
      answer(request, status(refusal), "application/json", body(refusal));
    } else {
      answer(request, 500, "text/plain", "Internal error.");
      throw new IllegalStateException("a start was not found, nor refused", failure);
    }
  }

  private static int status(Refusal refusal) {
    return switch (refusal.reason()) {
      case BAD_REQUEST -> 400;
      case GONE -> 410;
      case UNSUPPORTED -> 501;
      case UNAVAILABLE -> 503;
    };
  }

  private static String body(Refusal refusal) {
    JsonObject body = new JsonObject().put("error", refusal.getMessage());
    if (refusal.reason() == Refusal.Reason.GONE) {
      body.put("oldest", refusal.oldest());
    }
    return body.encode();
  }

  private static void answer(HttpServerRequest request, int status, String type, String body) {
    request.resume();
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        // Whoever came for a WebSocket and does not get one has no further business here.
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(body);
  }
}
