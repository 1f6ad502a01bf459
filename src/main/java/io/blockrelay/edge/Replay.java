package io.blockrelay.edge;

import io.blockrelay.history.Found;
import io.blockrelay.history.History;
import io.blockrelay.history.Replayed;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings one session from where it wants to start to the live events, at the pace of its socket,
 * and joins it to them without a seam: it reads the history up to the very event that its loop has
 * delivered last, and joins in that moment.
 *
 * <p>Confined to its session's event loop.
 */
final class Replay {
  /** So many events a turn; then other sessions have theirs. */
  private static final int TURN_EVENTS = 64;

  private final Session session;
  private final ChainFeed feed;
  private final History history;
  private final OldBlocks oldBlocks;
  private final Subscription subscription;
  private final ReplayQueue queue;
  private final Consumer<Replay> caughtUp;

  /** The loop's newest event when this began. */
  private final long begun;

  private long fetchNext = -1;
  private long next;
  private boolean busy;
  private boolean ended;

  /**
   * @param caughtUp called once, when it has given everything that the loop's live sessions were
   *     given, in the very turn in which the session is to join them
   */
  Replay(
      Session session,
      ChainFeed feed,
      OldBlocks oldBlocks,
      Subscription subscription,
      Located start,
      Consumer<Replay> caughtUp) {
    this.session = session;
    this.feed = feed;
    this.history = feed.hub().inbox().history();
    this.oldBlocks = oldBlocks;
    this.subscription = subscription;
    this.queue = new ReplayQueue(feed.hub(), oldBlocks, subscription);
    this.caughtUp = caughtUp;
    this.begun = feed.newest();
    begin(start);
  }

  private void begin(Located start) {
    if (start instanceof Located.Within within) {
      queue.leaveOut(within.hash(), within.seen());
      begin(within.from());
    } else if (start instanceof Located.Remembered remembered) {
      next = remembered.sequence();
      queue.skipBelow(remembered.skipBelow());
    } else if (start instanceof Located.Fetched blocks) {
      queue.add(blocks.events());
      fetchNext = blocks.nextHeight();
    } else {
      next = feed.newest() + 1;
    }
  }

  Subscription subscription() {
    return subscription;
  }

  boolean isFor(Subscription other) {
    return subscription.equals(other);
  }

  /** Nobody waits for it any more. */
  void end() {
    ended = true;
    feed.forget(this);
  }

  /**
   * Goes on; called at the start, when the socket has taken everything, and when new events have
   * come.
   */
  void pump() {
    if (busy || ended || session.closing() || session.blocked()) {
      return;
    }
    if (queue.lacksParts()) {
      complete();
    } else if (!queue.isEmpty()) {
      cut();
    } else if (fetchNext >= 0) {
      pumpFetched();
    } else {
      pumpRemembered();
    }
  }

  private void pumpFetched() {
    Found found = history.findHeight(fetchNext);
    if (found instanceof Found.Older) {
      fetchMore();
      return;
    }
    next = found instanceof Found.At at ? at.sequence() : feed.newest() + 1;
    queue.skipBelow(fetchNext);
    fetchNext = -1;
    again();
  }

  private void fetchMore() {
    busy = true;
    oldBlocks
        .fetch(fetchNext, history.oldestHeight() - 1, subscription.kinds())
        .<Void>map(
            page -> {
              queue.add(page);
              fetchNext = page.get(page.size() - 1).height() + 1;
              return null;
            })
        .onComplete(this::went);
  }

  private void pumpRemembered() {
    Replayed replayed = history.replay(next, feed.newest(), begun, TURN_EVENTS);
    if (replayed.forgotten()) {
      session.close(CloseReason.FELL_BEHIND);
      return;
    }
    next = replayed.next();
    queue.add(replayed.events());
    if (!queue.isEmpty() || next <= feed.newest()) {
      again();
    } else if (!queue.waits() && next == feed.newest() + 1) {
      end();
      caughtUp.accept(this);
    } else {
      // The history is ahead of this loop, or the client of the chain.
      feed.wake(this);
    }
  }

  private void complete() {
    busy = true;
    queue.complete().onComplete(this::went);
  }

  /** Of a large block that takes its time, in which the loop serves others. */
  private void cut() {
    busy = true;
    feed.aside(queue::poll).<Void>map(this::send).onComplete(this::went);
  }

  /** What the queue needed is there, or cannot be had. */
  private void went(AsyncResult<Void> result) {
    busy = false;
    if (ended) {
      return;
    }
    if (result.failed()) {
      session.close(CloseReason.FELL_BEHIND);
    } else {
      pump();
    }
  }

  private @Nullable Void send(List<Buffer> messages) {
    if (!ended && !messages.isEmpty()) {
      Frame frame = session.framing().frame(subscription.head(), messages);
      session.outbox().offer(frame, System.nanoTime());
      feed.hub().counts().delivered(messages.size());
      frame.release();
    }
    return null;
  }

  private void again() {
    busy = true;
    feed.loop()
        .runOnContext(
            go -> {
              busy = false;
              pump();
            });
  }
}
