package io.blockrelay.edge;

import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Start;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.List;

/** Makes sessions of requests for a WebSocket. */
final class Upgrades {
  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
  private static final String VERSION = "13";

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
    Framing framing = agree(request);
    request
        .toWebSocket()
        .onSuccess(
            webSocket -> {
              if (WebSocketConnection.stands(webSocket)) {
                admission.open(connection(request, webSocket, framing, route), route, guest, start);
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
                connection(request, webSocket, Framing.WEBSOCKET, route).close(why, List.of());
              }
            });
  }

  /** Whether there is to be compression, which the answer to the upgrade then says. */
  private Framing agree(HttpServerRequest request) {
    // What came before version 13 knows nothing of it.
    String answer =
        config.compression() && VERSION.equals(request.getHeader("Sec-WebSocket-Version"))
            ? DeflateOffers.answer(request.headers().getAll(EXTENSIONS))
            : null;
    if (answer == null) {
      return Framing.WEBSOCKET;
    }
    request.response().putHeader(EXTENSIONS, answer);
    return Framing.WEBSOCKET_DEFLATE;
  }

  private WebSocketConnection connection(
      HttpServerRequest request, ServerWebSocket webSocket, Framing framing, ChainRoute route) {
    handshakes.finished(request.connection());
    Duration pingInterval = route.terms().pingInterval(config.pingInterval());
    Keepalive keepalive = new Keepalive(pingInterval.toNanos(), System.nanoTime());
    return new WebSocketConnection(
        webSocket, framing, keepalive, config.inboundBytesMax(), gate.messages());
  }
}
