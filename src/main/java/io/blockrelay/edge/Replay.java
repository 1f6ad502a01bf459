package io.blockrelay.edge;

import io.blockrelay.history.Found;
import io.blockrelay.history.History;
import io.blockrelay.history.Replayed;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

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
  private final Set<EventKind> parts;

  /** Events that are next to be sent, in pieces. */
  private final Deque<ChainEvent> ready = new ArrayDeque<>();

  private long fetchNext = -1;
  private long next;
  private long skipBelow;
  private boolean busy;
  private boolean cancelled;

  Replay(
      Session session,
      ChainFeed feed,
      OldBlocks oldBlocks,
      Subscription subscription,
      Located start) {
    this.session = session;
    this.feed = feed;
    this.history = feed.hub().inbox().history();
    this.oldBlocks = oldBlocks;
    this.subscription = subscription;
    this.parts = oldBlocks.parts(subscription.kinds());
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

  /** Nobody waits for it any more. */
  void cancel() {
    cancelled = true;
  }

  /**
   * Goes on; called at the start, when the socket has taken everything, and when new events have
   * come.
   */
  void pump() {
    if (busy || cancelled || session.closing() || session.blocked()) {
      return;
    }
    if (!ready.isEmpty()) {
      if (lacksParts(ready.getFirst())) {
        completeReady();
      } else {
        sendPiece();
        again();
      }
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
        .fetch(fetchNext, history.oldestHeight() - 1, subscription.kinds())
        .onComplete(
            page -> {
              busy = false;
              if (cancelled) {
                return;
              }
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

  /** Whether nobody wanted, at its time, what the client wants of that block. */
  private boolean lacksParts(ChainEvent event) {
    return event.ofBlock() && !skips(event) && !event.hasAll(parts);
  }

  private void completeReady() {
    busy = true;
    List<ChainEvent> run = ready.stream().takeWhile(this::lacksParts).toList();
    oldBlocks
        .complete(run, parts)
        .onComplete(
            completed -> {
              busy = false;
              if (cancelled) {
                return;
              }
              if (completed.failed()) {
                session.close(CloseReason.FELL_BEHIND);
                return;
              }
              run.forEach(incomplete -> ready.remove());
              List<ChainEvent> whole = completed.result();
              for (int i = whole.size() - 1; i >= 0; i--) {
                ready.addFirst(whole.get(i));
              }
              pump();
            });
  }

  private void sendPiece() {
    List<Buffer> messages = new ArrayList<>();
    int bytes = 0;
    while (!ready.isEmpty() && bytes < PIECE_BYTES && !lacksParts(ready.getFirst())) {
      ChainEvent event = ready.remove();
      if (!skipped(event)) {
        bytes += collect(event, messages);
      }
    }
    if (!messages.isEmpty()) {
      Frame frame = Frames.text(messages);
      session.offer(frame, System.nanoTime());
      frame.release();
    }
  }

  private int collect(ChainEvent event, List<Buffer> messages) {
    int bytes = 0;
    for (Part part : event.parts()) {
      if (subscription.kinds().contains(part.kind())) {
        for (Item item : feed.hub().protocol().items(part)) {
          if (subscription.filter().matches(item)) {
            Buffer message = subscription.envelope().wrap(item);
            messages.add(message);
            bytes += message.length();
          }
        }
      }
    }
    return bytes;
  }

  private boolean skips(ChainEvent event) {
    return event.height() < skipBelow;
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
