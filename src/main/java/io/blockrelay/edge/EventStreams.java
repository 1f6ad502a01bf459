package io.blockrelay.edge;

import io.blockrelay.protocol.Start;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/** Makes sessions of GETs whose answer is a stream of Server-Sent Events. */
final class EventStreams {
  private final EdgeConfig config;
  private final Handshakes handshakes;
  private final Admission admission;
  private final Origins origins;

  EventStreams(EdgeConfig config, Handshakes handshakes, Admission admission, Origins origins) {
    this.config = config;
    this.handshakes = handshakes;
    this.admission = admission;
    this.origins = origins;
  }

  void serve(HttpServerRequest request, ChainRoute route, Guest guest) {
    origins.answer(request);
    if (request.canUpgradeToWebSocket()) {
      HttpAnswers.text(request, 400, route.terms().withoutUpgrade());
    } else if (request.method().equals(HttpMethod.HEAD)) {
      EventStream.head(request).end();
    } else if (!request.method().equals(HttpMethod.GET)) {
      request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
      HttpAnswers.text(request, 405, "Events are there to GET.");
    } else if (request.version() == HttpVersion.HTTP_1_0) {
      HttpAnswers.text(request, 505, "A stream needs HTTP/1.1.");
    } else {
      enter(request, route, guest);
    }
  }

  private void enter(HttpServerRequest request, ChainRoute route, Guest guest) {
    String over = guest.enter();
    if (over != null) {
      HttpAnswers.tooMany(request, over);
      return;
    }
    admission.admit(
        request,
        route,
        guest,
        start -> welcome(request, route, guest, start),
        () -> HttpAnswers.later(request, route.terms().budgetSpent().text()));
  }

  private void welcome(HttpServerRequest request, ChainRoute route, Guest guest, Start start) {
    if (!EventStream.possible(request)) {
      guest.leave();
      return;
    }
    handshakes.finished(request.connection());
    Duration interval = route.terms().pingInterval(config.pingInterval());
    Keepalive keepalive = new Keepalive(interval.toNanos(), System.nanoTime());
    admission.open(new EventStream(request, handshakes, keepalive), route, guest, start);
  }
}
