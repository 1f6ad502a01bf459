package io.blockrelay.bus;

import io.blockrelay.model.ChainId;
import io.blockrelay.model.EventKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What this node's clients want of the kinds on demand, counted. Safe for any thread. */
public final class Demand {
  /** Code of the answer that the chain's nodes do not offer it; no use to ask again. */
  public static final int UNSUPPORTED = 501;

  private static final DeliveryOptions TIMEOUT = new DeliveryOptions().setSendTimeout(3_000);
  private static final int TRIES_MAX = 25;
  private static final long TRY_AGAIN_MS = 200;

  private final ChainId chain;
  private final Supplier<String> leader;
  private final Map<EventKind, Integer> wishes = new HashMap<>();

  /** Wanted kinds that a leader has been told of; a later leader asks for them itself. */
  private final Set<EventKind> known = new HashSet<>();

  Demand(ChainId chain, Supplier<String> leader) {
    this.chain = chain;
    this.leader = leader;
  }

  /**
   * Counts a client that wants these kinds; to be {@linkplain #remove taken back} once, also when
   * this fails.
   *
   * @return completes on the caller's context when the leader knows; fails when none answers within
   *     some seconds, with a {@link ReplyException} of code {@link #UNSUPPORTED} when the chain's
   *     nodes do not offer a kind
   */
  public Future<Void> add(Vertx vertx, Set<EventKind> kinds) {
    synchronized (this) {
      kinds.forEach(kind -> wishes.merge(kind, 1, Integer::sum));
      if (known.containsAll(kinds)) {
        return Future.succeededFuture();
      }
    }
    return tell(vertx, new Wanted(kinds), 1);
  }

  public synchronized void remove(Set<EventKind> kinds) {
    for (EventKind kind : kinds) {
      if (wishes.merge(kind, -1, Integer::sum) == 0) {
        wishes.remove(kind);
        known.remove(kind);
      }
    }
  }

  /** The kinds that some client of this node wants. */
  public synchronized Set<EventKind> wanted() {
    return Set.copyOf(wishes.keySet());
  }

  /** Tells every ingest node; to be called about once a second. */
  void announce(Vertx vertx) {
    Set<EventKind> wanted = wanted();
    if (!wanted.isEmpty()) {
      vertx.eventBus().publish(BusAddress.demand(chain), new Wanted(wanted));
    }
  }

  private Future<Void> tell(Vertx vertx, Wanted wanted, int attempt) {
    Future<Void> told =
        leader.get().isEmpty()
            ? Future.failedFuture("nobody leads the chain")
            : vertx
                .eventBus()
                .request(BusAddress.demand(chain, leader.get()), wanted, TIMEOUT)
                .map(answer -> told(wanted.kinds()));
    return told.recover(
        failure -> {
          boolean unsupported =
              failure instanceof ReplyException reply && reply.failureCode() == UNSUPPORTED;
          return unsupported || attempt == TRIES_MAX
              ? Future.failedFuture(failure)
              : vertx.timer(TRY_AGAIN_MS).compose(later -> tell(vertx, wanted, attempt + 1));
        });
  }

  private synchronized Void told(Set<EventKind> kinds) {
    kinds.stream().filter(wishes::containsKey).forEach(known::add);
    return null;
  }
}
