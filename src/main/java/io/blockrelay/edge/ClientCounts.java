package io.blockrelay.edge;

import io.vertx.core.http.HttpServerRequest;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What there is to watch of a node's clients. Safe for any thread. */
public final class ClientCounts {
  private final Map<ClosedFor, LongAdder> closed = new EnumMap<>(ClosedFor.class);
  private final Map<Rejection, LongAdder> rejected = new EnumMap<>(Rejection.class);
  private final LongAdder waiting = new LongAdder();

  public ClientCounts() {
    for (ClosedFor why : ClosedFor.values()) {
      closed.put(why, new LongAdder());
    }
    for (Rejection why : Rejection.values()) {
      rejected.put(why, new LongAdder());
    }
  }

  /** How many connections the relay has ended for that reason. */
  public long closed(ClosedFor why) {
    return of(closed, why).sum();
  }

  /** How many requests and messages were turned down for that reason. */
  public long rejected(Rejection why) {
    return of(rejected, why).sum();
  }

  /** How many messages wait for slow clients; up to a quarter of a second old. */
  public long waiting() {
    return waiting.sum();
  }

  void close(ClosedFor why) {
    of(closed, why).increment();
    switch (why) {
      case TOO_LARGE -> reject(Rejection.TOO_LARGE);
      case VIOLATION -> reject(Rejection.MALFORMED);
      default -> {
        // Nothing that it sent was the reason.
      }
    }
  }

  void reject(Rejection why) {
    of(rejected, why).increment();
  }

  /** So many more messages wait than when it was last called, or fewer. */
  void waiting(long more) {
    waiting.add(more);
  }

  /**
   * Counts the request if it is refused, wherever that is decided.
   *
   * @param bad what it is when no more is said of it than that it is bad
   */
  void watch(HttpServerRequest request, Rejection bad) {
    request
        .response()
        .headersEndHandler(
            answered -> {
              Rejection why = Rejection.of(request.response().getStatusCode());
              if (why != null) {
                reject(why == Rejection.BAD_REQUEST ? bad : why);
              }
            });
  }

  private static <K extends Enum<K>> LongAdder of(Map<K, LongAdder> counts, K why) {
    LongAdder count = counts.get(why);
    if (count == null) {
      throw new IllegalArgumentException("not counted: " + why);
    }
    return count;
  }
}
