package io.blockrelay.edge;

import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Events of a replay on their way to the client: blocks that lack what it wants of them are
 * completed first. For one thread at a time.
 */
final class ReplayQueue {
  /** So many bytes at once, that a slow client takes them long before it counts as too slow. */
  private static final int PIECE_BYTES = 256 * 1024;

  private final ChainHub hub;
  private final OldBlocks oldBlocks;
  private final Subscription subscription;
  private final Set<EventKind> parts;
  private final Deque<ChainEvent> events = new ArrayDeque<>();

  private long skipBelow;
  private long sentHeight = -1;

  /** The block of which the client has seen something, empty when there is none any more. */
  private String partlySeen = "";

  private int seen;

  /** Whether the next block to come may be the one that was partly seen. */
  private boolean partlySeenNext;

  ReplayQueue(ChainHub hub, OldBlocks oldBlocks, Subscription subscription) {
    this.hub = hub;
    this.oldBlocks = oldBlocks;
    this.subscription = subscription;
    this.parts = oldBlocks.parts(subscription.kinds());
  }

  void add(List<ChainEvent> more) {
    events.addAll(more);
  }

  /** Leaves everything out until a block comes that is not lower. */
  void skipBelow(long height) {
    skipBelow = height;
  }

  /** Leaves the first so many messages of that block out, when it comes. */
  void leaveOut(String hash, int messages) {
    partlySeen = hash;
    seen = messages;
    partlySeenNext = true;
  }

  /** Whether the next block must still come through here, because of what is left out. */
  boolean waits() {
    return skipBelow > 0 || partlySeenNext;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** Whether nobody wanted, at its time, what the client wants of the next block. */
  boolean lacksParts() {
    return lacksParts(events.getFirst());
  }

  /** Fetches what the next blocks lack. */
  Future<Void> complete() {
    List<ChainEvent> run = events.stream().takeWhile(this::lacksParts).toList();
    return oldBlocks
        .complete(run, parts)
        .map(
            whole -> {
              run.forEach(incomplete -> events.remove());
              for (int i = whole.size() - 1; i >= 0; i--) {
                events.addFirst(whole.get(i));
              }
              return null;
            });
  }

  /**
   * Takes the next messages for the client out, a piece at a time; a large block takes its time to
   * be cut, so to be called aside of the event loops.
   */
  List<Buffer> poll() {
    List<Buffer> messages = new ArrayList<>();
    int bytes = 0;
    while (!events.isEmpty() && bytes < PIECE_BYTES && !lacksParts()) {
      ChainEvent event = events.remove();
      if (!skipped(event)) {
        bytes += collect(event, messages);
      }
    }
    return messages;
  }

  private boolean lacksParts(ChainEvent event) {
    return event.ofBlock() && event.height() >= skipBelow && !event.hasAll(parts);
  }

  private boolean skipped(ChainEvent event) {
    if (event.height() >= skipBelow && event.ofBlock()) {
      skipBelow = 0;
    }
    return skipBelow > 0;
  }

  private int collect(ChainEvent event, List<Buffer> messages) {
    int bytes = 0;
    if (event.ofBlock()) {
      // The chain was reorganised in mid-replay, and the client has been told of what left it.
      if (event.height() <= sentHeight) {
        bytes += collect(event.withdrawn(), messages);
      }
      sentHeight = event.height();
      partlySeenNext = false;
      if (event.hash().equals(partlySeen)) {
        partlySeen = "";
        return bytes + collectUnseen(event, messages);
      }
    }
    return bytes + collect(event.parts(), messages);
  }

  private int collectUnseen(ChainEvent event, List<Buffer> messages) {
    List<Buffer> whole = new ArrayList<>();
    collect(event.parts(), whole);
    List<Buffer> unseen = whole.subList(Math.min(seen, whole.size()), whole.size());
    messages.addAll(unseen);
    return unseen.stream().mapToInt(Buffer::length).sum();
  }

  private int collect(List<Part> from, List<Buffer> messages) {
    int bytes = 0;
    for (Part part : from) {
      if (subscription.kinds().contains(part.kind())) {
        for (Item item : hub.items(part)) {
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
}
