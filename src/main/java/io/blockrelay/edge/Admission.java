package io.blockrelay.edge;

import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.ServerSentEvents;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.registry.Permits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The way from a request to a session, by whatever transport: finds where it starts and whether the
 * budget has room. Confined to one event loop.
 */
final class Admission {
  private static final String LAST_EVENT_ID_HEADER = "Last-Event-ID";

  private final Permits permits;
  private final Sessions sessions;
  private final long locateMs;

  Admission(EdgeConfig config, Permits permits, Sessions sessions) {
    this.permits = permits;
    this.sessions = sessions;
    // The answer must be out before the handshake's own time is over.
    this.locateMs = config.handshakeTimeout().toMillis() * 4 / 5;
  }

  /**
   * Lets the request in, or tells it why not.
   *
   * @param guest has entered; he has left when the request is refused
   * @param welcome is given the start; the guest has his place, and may leave without a session
   * @param turnAway called when the budget is spent
   */
  void admit(
      HttpServerRequest request,
      ChainRoute route,
      Guest guest,
      Consumer<Start> welcome,
      Runnable turnAway) {
    request.pause();
    // Without a loop of its own, a time-out comes on another thread.
    Promise<Start> located = ContextInternal.current().promise();
    locate(request, route).<Start>map(start -> start).onComplete(located);
    located
        .future()
        .timeout(locateMs, TimeUnit.MILLISECONDS)
        .onSuccess(
            start ->
                guest.admit(permits, () -> welcome.accept(start), () -> turnAway(route, turnAway)))
        .onFailure(
            failure -> {
              guest.leave();
              refuse(request, failure);
            });
  }

  /** Has the conversation; the place is given back when it has ended. */
  void open(ClientConnection connection, ChainRoute route, Guest guest, Start start) {
    String dialect = route.terms().name();
    ChainCounts counts = route.feed().hub().counts();
    Session session =
        new Session(
            connection,
            route,
            gone -> {
              sessions.remove(gone);
              guest.leave();
              counts.left(dialect, gone.closedFor());
            });
    counts.entered(dialect);
    sessions.add(session);
    session.open(start);
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
    String lastEventId = request.getHeader(LAST_EVENT_ID_HEADER);
    if (lastEventId != null) {
      // A client that connects again repeats its address, and only the header is of now.
      first.put(ServerSentEvents.LAST_EVENT_ID, lastEventId);
    }
    return first;
  }

  private static void turnAway(ChainRoute route, Runnable say) {
    route.feed().hub().counts().node().close(ClosedFor.BUDGET);
    say.run();
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
