package io.blockrelay.edge;

import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Start;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.List;

/** Makes sessions of requests for a WebSocket. */
final class Upgrades {
  private final EdgeConfig config;
  private final Handshakes handshakes;
  private final Admission admission;
  private final Gate gate;

  Upgrades(EdgeConfig config, Handshakes handshakes, Admission admission, Gate gate) {
    this.config = config;
    this.handshakes = handshakes;
    this.admission = admission;
    this.gate = gate;
  }

  void serve(HttpServerRequest request, ChainRoute route, Guest guest) {
    CloseReason spent = route.terms().budgetSpent();
    String over = guest.enter();
    if (over != null) {
      turnAway(request, route, new CloseReason(spent.code(), over));
      return;
    }
    admission.admit(
        request,
        route,
        guest,
        start -> welcome(request, route, guest, start),
        () -> turnAway(request, route, spent));
  }

  private void welcome(HttpServerRequest request, ChainRoute route, Guest guest, Start start) {
    request
        .toWebSocket()
        .onSuccess(
            webSocket -> {
              if (WebSocketConnection.stands(webSocket)) {
                admission.open(connection(request, webSocket, route), route, guest, start);
              } else {
                guest.leave();
              }
            })
        .onFailure(broken -> guest.leave());
  }

  /** The dialects say it after the handshake, where every client library can see it. */
  private void turnAway(HttpServerRequest request, ChainRoute route, CloseReason why) {
    request
        .toWebSocket()
        .onSuccess(
            webSocket -> {
              if (WebSocketConnection.stands(webSocket)) {
                connection(request, webSocket, route).close(why, List.of());
              }
            });
  }

  private WebSocketConnection connection(
      HttpServerRequest request, ServerWebSocket webSocket, ChainRoute route) {
    handshakes.finished(request.connection());
    Duration pingInterval = route.terms().pingInterval(config.pingInterval());
    Keepalive keepalive = new Keepalive(pingInterval.toNanos(), System.nanoTime());
    return new WebSocketConnection(webSocket, keepalive, config.inboundBytesMax(), gate.messages());
  }
}
