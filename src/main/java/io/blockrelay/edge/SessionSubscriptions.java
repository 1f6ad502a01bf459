package io.blockrelay.edge;

import io.blockrelay.bus.Demand;
import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one client has subscribed to: what it gets live, what is being replayed for it, and what was
 * asked for upstream in its name. Confined to its event loop.
 */
final class SessionSubscriptions {
  private final Session session;
  private final ChainRoute route;
  private final ChainFeed feed;
  private final List<Audience> joined = new ArrayList<>(1);
  private final List<Replay> replays = new ArrayList<>(0);
  private final List<Set<EventKind>> demanded = new ArrayList<>(0);
  private boolean ended;

  SessionSubscriptions(Session session, ChainRoute route) {
    this.session = session;
    this.route = route;
    this.feed = route.feed();
  }

  /** Has the upstreams bring these kinds, and finds the start; fails with {@link Refusal}. */
  Future<Start> prepare(Set<EventKind> kinds, StartAt at) {
    Set<EventKind> onDemand = feed.hub().onDemand(kinds);
    return demand(onDemand)
        .compose(known -> route.resume().locate(at, kinds))
        .<Start>map(located -> located)
        .onFailure(failure -> forgo(onDemand));
  }

  void add(Subscription subscription, Start start) {
    Located located = (Located) start;
    if (located instanceof Located.Live) {
      join(subscription);
    } else {
      Replay replay =
          new Replay(session, feed, route.oldBlocks(), subscription, located, this::caughtUp);
      replays.add(replay);
      replay.pump();
    }
  }

  void remove(Subscription subscription) {
    List<Replay> replayed = replays.stream().filter(r -> r.isFor(subscription)).toList();
    replayed.forEach(Replay::end);
    replays.removeAll(replayed);
    List<Audience> live = joined.stream().filter(a -> a.isFor(subscription)).toList();
    live.forEach(this::leave);
    forgo(feed.hub().onDemand(subscription.kinds()));
  }

  /** The socket has taken everything that waited. */
  void drained() {
    if (!replays.isEmpty()) {
      // The socket's word comes outside of Vert.x; what a replay asks for must come back here.
      feed.loop().runOnContext(go -> List.copyOf(replays).forEach(Replay::pump));
    }
  }

  /** Nobody is there any more. */
  void end() {
    ended = true;
    List.copyOf(joined).forEach(this::leave);
    replays.forEach(Replay::end);
    replays.clear();
    List.copyOf(demanded).forEach(this::forgo);
  }

  /** The replay has given everything that the loop's live sessions were given. */
  private void caughtUp(Replay finished) {
    replays.remove(finished);
    join(finished.subscription());
  }

  private Future<Void> demand(Set<EventKind> onDemand) {
    if (ended || onDemand.isEmpty()) {
      return Future.succeededFuture();
    }
    demanded.add(onDemand);
    return feed.hub()
        .inbox()
        .demand()
        .add(feed.loop().owner(), onDemand)
        .recover(failure -> Future.failedFuture(refusal(failure)));
  }

  private static Refusal refusal(Throwable failure) {
    return failure instanceof ReplyException reply && reply.failureCode() == Demand.UNSUPPORTED
        ? Refusal.unsupported(String.valueOf(reply.getMessage()))
        : Refusal.unavailable("the upstreams cannot be asked at the moment");
  }

  private void forgo(Set<EventKind> onDemand) {
    if (demanded.remove(onDemand)) {
      feed.hub().inbox().demand().remove(onDemand);
    }
  }

  private void join(Subscription subscription) {
    Audience audience = feed.join(session, subscription);
    if (joined.size() == 1) {
      joined.get(0).mixed(1);
    }
    joined.add(audience);
    if (joined.size() > 1) {
      audience.mixed(1);
    }
  }

  private void leave(Audience audience) {
    if (joined.size() > 1) {
      audience.mixed(-1);
    }
    joined.remove(audience);
    if (joined.size() == 1) {
      joined.get(0).mixed(-1);
    }
    feed.leave(session, audience);
  }
}
