package io.blockrelay.ingest;

import io.blockrelay.bus.EventInbox;
import io.blockrelay.bus.EventPublisher;
import io.blockrelay.bus.TakenOver;
import io.blockrelay.model.ChainId;
import io.blockrelay.registry.Lead;
import io.blockrelay.registry.Leadership;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lead of a chain when nobody alive has it, and lets it go when this node has no upstream
 * to publish from. Confined to its chain's ingest verticle.
 */
final class LeadershipLoop {
  /** A leader waits so many ticks for an upstream before it lets another node try. */
  private static final int DETACHED_TICKS_MAX = 4;

  private static final int BLOCKS_REMEMBERED = 4_096;

  private final Vertx vertx;
  private final ChainId chain;
  private final String nodeId;
  private final Leadership leadership;
  private final EventInbox inbox;
  private final ChainFollower follower;
  private final DemandService demand;
  private final ChainJournal journal;

  private @Nullable EventPublisher publisher;
  private long epoch;
  private int detachedTicks;
  private boolean stopped;

  /** What was asked for last, and what came of it. */
  private Future<?> asked = Future.succeededFuture();

  LeadershipLoop(
      Vertx vertx,
      ChainId chain,
      String nodeId,
      Leadership leadership,
      EventInbox inbox,
      ChainFollower follower,
      DemandService demand,
      ChainJournal journal) {
    this.vertx = vertx;
    this.chain = chain;
    this.nodeId = nodeId;
    this.leadership = leadership;
    this.inbox = inbox;
    this.follower = follower;
    this.demand = demand;
    this.journal = journal;
  }

  boolean leads() {
    return publisher != null;
  }

  void announce() {
    if (publisher != null) {
      publisher.announce();
    }
  }

  void tick(boolean attached) {
    detachedTicks = attached ? 0 : detachedTicks + 1;
    boolean mayAsk = !stopped && asked.isComplete();
    if (!mayAsk || (!attached && (publisher == null || detachedTicks < DETACHED_TICKS_MAX))) {
      return;
    }
    Future<Lead> answer =
        attached ? leadership.claim(chain, newerThan()) : leadership.resign(chain);
    asked = answer.compose(this::obey).onFailure(journal::leadUnknown);
  }

  /** Gives the lead up for good, also when it is only about to have it. */
  Future<?> stop() {
    stopped = true;
    standBy();
    return asked.transform(ended -> leadership.resign(chain));
  }

  /**
   * An epoch that any node has seen is spent, also where the cluster's own record of it was lost.
   */
  private long newerThan() {
    long seen = inbox.epoch();
    return publisher == null || seen > epoch ? seen : epoch - 1;
  }

  private Future<Void> obey(Lead lead) {
    if (stopped || !lead.holder().equals(nodeId)) {
      standBy();
      return Future.succeededFuture();
    }
    if (publisher != null && lead.epoch() == epoch) {
      return Future.succeededFuture();
    }
    return inbox.takeOver(lead.epoch()).map(log -> takeOver(lead.epoch(), log));
  }

  private @Nullable Void takeOver(long newEpoch, TakenOver log) {
    if (stopped) {
      return null;
    }
    epoch = newEpoch;
    List<ChainTracker.Published> published =
        inbox.history().newestBlocks(BLOCKS_REMEMBERED).stream()
            .map(event -> new ChainTracker.Published(event.height(), event.hash()))
            .toList();
    publisher =
        new EventPublisher(
            vertx,
            task -> vertx.runOnContext(turn -> task.run()),
            chain,
            nodeId,
            newEpoch,
            log.end(),
            inbox.history().tipHeight());
    journal.leading(newEpoch, log.end());
    demand.heard(log.wanted());
    follower.lead(publisher, published);
    demand.bring();
    return null;
  }

  private void standBy() {
    if (publisher != null) {
      journal.leadingNoMore(epoch);
      publisher = null;
      follower.standBy();
      demand.bring();
    }
  }
}
