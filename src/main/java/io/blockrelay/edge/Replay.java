package io.blockrelay.edge;

import io.blockrelay.history.Found;
import io.blockrelay.history.History;
import io.blockrelay.history.Replayed;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

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

  /** So many bytes at once, that a slow client takes them long before it counts as too slow. */
  private static final int PIECE_BYTES = 256 * 1024;

  private final Session session;
  private final ChainFeed feed;
  private final History history;
  private final OldBlocks oldBlocks;
  private final Subscription subscription;

  /** Events that are next to be sent, in pieces. */
  private final Deque<ChainEvent> ready = new ArrayDeque<>();

  private long fetchNext = -1;
  private long next;
  private long skipBelow;
  private boolean busy;

  Replay(
      Session session,
      ChainFeed feed,
      OldBlocks oldBlocks,
      Subscription subscription,
      Located start) {
    this.session = session;
    this.feed = feed;
    this.history = feed.inbox().history();
    this.oldBlocks = oldBlocks;
    this.subscription = subscription;
    if (start instanceof Located.Remembered remembered) {
      next = remembered.sequence();
      skipBelow = remembered.skipBelow();
    } else if (start instanceof Located.Fetched blocks) {
      ready.addAll(blocks.events());
      fetchNext = blocks.nextHeight();
    } else {
      next = feed.newest() + 1;
    }
  }

  Subscription subscription() {
    return subscription;
  }

  /**
   * Goes on; called at the start, when the socket has taken everything, and when new events have
   * come.
   */
  void pump() {
    if (busy || session.closing() || session.blocked()) {
      return;
    }
    if (!ready.isEmpty()) {
      sendPiece();
      again();
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
    skipBelow = fetchNext;
    fetchNext = -1;
    again();
  }

  private void fetchMore() {
    busy = true;
    oldBlocks
        .fetch(fetchNext, history.oldestHeight() - 1)
        .onComplete(
            page -> {
              busy = false;
              if (page.failed()) {
                session.close(CloseReason.FELL_BEHIND);
                return;
              }
              ready.addAll(page.result());
              fetchNext = ready.getLast().height() + 1;
              pump();
            });
  }

  private void pumpRemembered() {
    Replayed replayed = history.replay(next, feed.newest(), TURN_EVENTS);
    if (replayed.forgotten()) {
      session.close(CloseReason.FELL_BEHIND);
      return;
    }
    next = replayed.next();
    ready.addAll(replayed.events());
    if (!ready.isEmpty() || next <= feed.newest()) {
      again();
    } else if (skipBelow == 0 && next == feed.newest() + 1) {
      session.caughtUp(this);
    } else {
      // The history is ahead of this loop, or the client of the chain.
      feed.wake(this);
    }
  }

  private void sendPiece() {
    List<Buffer> messages = new ArrayList<>();
    int bytes = 0;
    while (!ready.isEmpty() && bytes < PIECE_BYTES) {
      ChainEvent event = ready.remove();
      if (!skipped(event) && subscription.wants(event)) {
        Buffer message = subscription.envelope().wrap(event);
        messages.add(message);
        bytes += message.length();
      }
    }
    if (!messages.isEmpty()) {
      Frame frame = Frames.text(messages);
      session.offer(frame, System.nanoTime());
      frame.release();
    }
  }

  private boolean skipped(ChainEvent event) {
    if (event.height() >= skipBelow && event.ofBlock()) {
      skipBelow = 0;
    }
    return skipBelow > 0;
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
