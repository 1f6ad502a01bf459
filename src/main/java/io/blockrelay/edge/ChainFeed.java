package io.blockrelay.edge;

import io.blockrelay.bus.EventInbox;
import io.blockrelay.history.Entry;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One chain as one event loop sees it: takes the node's events over from the inbox, and hands each
 * batch to the audiences.
 *
 * <p>Confined to its loop, except {@link #enqueue}.
 */
final class ChainFeed {
  private final Context loop;
  private final EventInbox inbox;
  private final Map<Subscription, Audience> audiences = new HashMap<>();
  private final Object lock = new Object();

  /** What came since the loop last looked; guarded by {@link #lock}. */
  private List<Entry> arrived = new ArrayList<>();

  /** Replays that have caught up and wait for a later block. */
  private List<Replay> sleeping = new ArrayList<>();

  private long newest;

  ChainFeed(Context loop, EventInbox inbox) {
    this.loop = loop;
    this.inbox = inbox;
    inbox.listen(this::enqueue);
    this.newest = inbox.history().newestSequence();
  }

  EventInbox inbox() {
    return inbox;
  }

  /** The sequence of the newest event that this loop's sessions have been given. */
  long newest() {
    return newest;
  }

  Context loop() {
    return loop;
  }

  /** Pumps the replay once more when the next events have come. */
  void wake(Replay replay) {
    sleeping.add(replay);
  }

  /** From the next event on, the session gets what it subscribed to. */
  void join(Session session, Subscription subscription) {
    audiences.computeIfAbsent(subscription, Audience::new).add(session);
  }

  void leave(Session session, Subscription subscription) {
    Audience audience = audiences.get(subscription);
    if (audience != null) {
      audience.remove(session);
      if (audience.isEmpty()) {
        audiences.remove(subscription);
      }
    }
  }

  private void enqueue(Entry entry) {
    boolean first;
    synchronized (lock) {
      first = arrived.isEmpty();
      arrived.add(entry);
    }
    if (first) {
      // Whatever comes until the loop gets to it goes out with this one.
      loop.runOnContext(go -> deliver());
    }
  }

  private void deliver() {
    List<Entry> batch;
    synchronized (lock) {
      batch = arrived;
      arrived = new ArrayList<>();
    }
    // An event that the history had when this feed was made is not news.
    long known = newest;
    batch.removeIf(entry -> entry.sequence() <= known);
    if (batch.isEmpty()) {
      return;
    }
    newest = batch.get(batch.size() - 1).sequence();
    long now = System.nanoTime();
    for (Audience audience : List.copyOf(audiences.values())) {
      audience.offer(batch, now);
    }
    List<Replay> woken = sleeping;
    sleeping = new ArrayList<>();
    woken.forEach(Replay::pump);
  }
}
