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
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

  /** What the client gets of the event that was taken out last. */
  private Iterator<Item> begun = Collections.emptyIterator();

  /** Whether something of that event is left. */
  private boolean unfinished;

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
    return !unfinished && events.isEmpty();
  }

  /**
   * Whether the next block must be completed before it goes on: nobody wanted, at its time, what
   * the client wants of it.
   */
  boolean lacksParts() {
    return !unfinished && !events.isEmpty() && lacksParts(events.getFirst());
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
    while (bytes < PIECE_BYTES && advance()) {
      Buffer message = subscription.envelope().wrap(begun.next());
      messages.add(message);
      bytes += message.length();
    }
    // Looked for here, because it may be the next part that has to be cut.
    unfinished = begun.hasNext();
    return messages;
  }

  /**
   * Goes on to the next event that has something for the client, if need be and if there is one.
   */
  private boolean advance() {
    while (!begun.hasNext() && !events.isEmpty() && !lacksParts(events.getFirst())) {
      ChainEvent event = events.remove();
      if (!skipped(event)) {
        begun = items(event).iterator();
      }
    }
    return begun.hasNext();
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

  private Stream<Item> items(ChainEvent event) {
    Stream<Item> items = wanted(event.parts());
    if (!event.ofBlock()) {
      // This node's clients were led back to that height, and this one was beyond it.
      boolean left = event.height() < sentHeight;
      return left ? Stream.concat(wanted(event.withdrawn()), items) : items;
    }
    partlySeenNext = false;
    if (event.hash().equals(partlySeen)) {
      partlySeen = "";
      items = items.skip(seen);
    }
    // The chain was reorganised in mid-replay, and the client has been told of what left it.
    boolean reorganised = event.height() <= sentHeight;
    sentHeight = event.height();
    return reorganised ? Stream.concat(wanted(event.withdrawn()), items) : items;
  }

  private Stream<Item> wanted(List<Part> from) {
    return from.stream()
        .filter(part -> subscription.kinds().contains(part.kind()))
        .flatMap(part -> hub.part(part).items().stream())
        .filter(subscription.filter()::matches);
  }
}
