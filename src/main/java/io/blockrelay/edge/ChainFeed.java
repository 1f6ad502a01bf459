package io.blockrelay.edge;

import io.blockrelay.history.History;
import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Subscription;
import io.blockrelay.reads.Tip;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * One chain as one event loop sees it: takes the node's events over from the hub, and hands each
 * batch to the audiences.
 *
 * <p>Confined to its loop, except {@link #enqueue}.
 */
final class ChainFeed {
  /** How many threads of a node cut blocks for clients that resume. */
  private static final int REPLAY_THREADS = 2;

  private final Context loop;
  private final ChainHub hub;
  private final WorkerExecutor replays;
  private final TopicIndex topics = new TopicIndex();
  private final Object lock = new Object();

  /** What came since the loop last looked; guarded by {@link #lock}. */
  private List<Delivery> arrived = new ArrayList<>();

  /** Replays that have caught up and wait for a later block. */
  private Set<Replay> sleeping = new LinkedHashSet<>();

  /** Audiences that have collected something; empty between two batches. */
  private final List<Audience> touched = new ArrayList<>();

  /** Outboxes that were written to and not flushed; empty between two batches. */
  private final List<Outbox> unflushed = new ArrayList<>();

  /** How many messages of the batch have been handed out; 0 between two batches. */
  private long handed;

  private long newest;
  private Tip tip;

  ChainFeed(Context loop, ChainHub hub) {
    this.loop = loop;
    this.hub = hub;
    this.replays = loop.owner().createSharedWorkerExecutor("replays", REPLAY_THREADS);
    hub.listen(this::enqueue);
    History history = hub.inbox().history();
    this.newest = history.newestSequence();
    this.tip =
        history.newestBlocks(1).stream()
            .findFirst()
            .map(block -> new Tip(block.height(), block.hash()))
            .orElse(Tip.NONE);
  }

  ChainHub hub() {
    return hub;
  }

  /** The sequence of the newest event that this loop's sessions have been given. */
  long newest() {
    return newest;
  }

  /** The newest block that this loop's sessions have been given. */
  Tip tip() {
    return tip;
  }

  Context loop() {
    return loop;
  }

  /**
   * Has something done for a replay that takes its time, on one of the threads that all loops share
   * for that.
   *
   * @return completes on this loop
   */
  <T> Future<T> aside(Callable<T> work) {
    return replays.executeBlocking(work, false);
  }

  /** Pumps the replay once more when the next events have come. */
  void wake(Replay replay) {
    sleeping.add(replay);
  }

  /** The replay has ended: it is not woken any more. */
  void forget(Replay replay) {
    sleeping.remove(replay);
  }

  /** From the next event on, the session gets what it subscribed to. */
  Audience join(Session session, Subscription subscription) {
    Audience audience = topics.audience(subscription, session.framing());
    audience.add(session.outbox(), subscription);
    return audience;
  }

  void leave(Session session, Audience audience) {
    audience.remove(session.outbox());
    if (audience.isEmpty()) {
      topics.remove(audience);
    }
  }

  private void enqueue(List<Delivery> deliveries) {
    boolean first;
    synchronized (lock) {
      first = arrived.isEmpty();
      arrived.addAll(deliveries);
    }
    if (first) {
      // Whatever comes until the loop gets to it goes out with this one.
      loop.runOnContext(go -> deliver());
    }
  }

  private void deliver() {
    List<Delivery> batch;
    synchronized (lock) {
      batch = arrived;
      arrived = new ArrayList<>();
    }
    // An event that the history had when this feed was made is not news.
    long known = newest;
    batch.removeIf(delivery -> delivery.sequence() <= known);
    if (batch.isEmpty()) {
      return;
    }
    newest = batch.get(batch.size() - 1).sequence();
    batch.forEach(delivery -> tip = delivery.block() == null ? tip : delivery.block());
    deliver(batch, System.nanoTime());
    Set<Replay> woken = sleeping;
    sleeping = new LinkedHashSet<>();
    woken.forEach(Replay::pump);
  }

  private void deliver(List<Delivery> batch, long now) {
    for (Delivery delivery : batch) {
      for (PartItems part : delivery.parts()) {
        offer(part, now);
      }
    }
    touched.forEach(audience -> handed += audience.send(now, unflushed));
    touched.clear();
    unflushed.forEach(outbox -> outbox.flush(now));
    unflushed.clear();
    if (handed > 0) {
      hub.counts().delivered(handed, batch.get(0).receivedMs());
      handed = 0;
    }
  }

  private void offer(PartItems part, long now) {
    EventKind kind = part.kind();
    if (!topics.wants(kind)) {
      return;
    }
    for (Item item : part.items()) {
      topics.offer(kind, item, touched);
    }
    // Who shares a session with another audience sends before the other has its turn.
    touched.removeIf(
        audience -> {
          boolean send = audience.keepsOrder();
          if (send) {
            handed += audience.send(now, unflushed);
          }
          return send;
        });
  }
}
