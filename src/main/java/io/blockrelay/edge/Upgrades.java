package io.blockrelay.edge;

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

  Upgrades(EdgeConfig config, Handshakes handshakes, Admission admission) {
    this.config = config;
    this.handshakes = handshakes;
    this.admission = admission;
  }

  void serve(HttpServerRequest request, ChainRoute route) {
    admission.admit(
        request, route, start -> welcome(request, route, start), () -> turnAway(request, route));
  }

  private void welcome(HttpServerRequest request, ChainRoute route, Start start) {
    request
        .toWebSocket()
        .onSuccess(webSocket -> admission.open(connection(request, webSocket, route), route, start))
        .onFailure(broken -> admission.giveBack());
  }

  /** The dialects say it after the handshake, where every client library can see it. */
  private void turnAway(HttpServerRequest request, ChainRoute route) {
    request
        .toWebSocket()
        .onSuccess(
            webSocket ->
                connection(request, webSocket, route)
                    .close(route.terms().budgetSpent(), List.of()));
  }

  private WebSocketConnection connection(
      HttpServerRequest request, ServerWebSocket webSocket, ChainRoute route) {
    handshakes.finished(request.connection());
    Duration pingInterval = route.terms().pingInterval(config.pingInterval());
    Keepalive keepalive = new Keepalive(pingInterval.toNanos(), System.nanoTime());
    return new WebSocketConnection(webSocket, keepalive, config.inboundBytesMax());
  }
}
