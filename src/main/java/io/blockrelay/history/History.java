package io.blockrelay.history;

import io.blockrelay.model.Block;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recent events of one chain, in the order in which this node delivered them; one ring a node.
 *
 * <p>Written by the chain's inbox, read by every event loop for replays and by peers for repair;
 * safe for any thread.
 */
public final class History {
  private final HistoryConfig config;
  private final Ring ring = new Ring();
  private final CanonicalChain canonical = new CanonicalChain();
  private long bytes;

  public History(HistoryConfig config) {
    this.config = config;
  }

  /** Adds the next event of the log, and forgets the oldest ones beyond the bounds. */
  public synchronized Entry append(ChainEvent event) {
    return add(event, true);
  }

  /**
   * Adds, beside the log, that the blocks above that height have left the chain.
   *
   * @param withdrawn what that takes back
   */
  public synchronized Entry goBack(long height, long receivedMs, List<Part> withdrawn) {
    Position position = head();
    Entry entry =
        add(new ChainEvent(position, height, "", "", receivedMs, withdrawn, List.of()), false);
    canonical.goBack(height, ring);
    return entry;
  }

  /** Adds, beside the log, a block that the chain had left, and that is part of it again. */
  public synchronized Entry repeat(Block block, long receivedMs) {
    return add(
        new ChainEvent(
            head(),
            block.height(),
            block.hash(),
            block.parent(),
            receivedMs,
            List.of(),
            block.parts()),
        false);
  }

  private Entry add(ChainEvent event, boolean inLog) {
    Slot slot = ring.add(event);
    slot.inLog = inLog;
    bytes += event.payloadBytes();
    canonical.add(slot, ring);
    while (ring.size() > config.eventsMax() || (bytes > config.bytesMax() && ring.size() > 1)) {
      Slot oldest = ring.removeOldest();
      bytes -= oldest.event.payloadBytes();
      canonical.forget(oldest);
    }
    return slot.entry();
  }

  /** Where the log ends, {@link Position#NONE} when it is empty. */
  public synchronized Position head() {
    Slot newest = ring.newestInLog();
    return newest == null ? Position.NONE : newest.event.position();
  }

  /** The sequence of the newest event, 0 when there is none. */
  public synchronized long newestSequence() {
    return ring.newestSequence();
  }

  /** The number of the newest block, -1 when there is none. */
  public synchronized long tipHeight() {
    return canonical.tipHeight();
  }

  /** The oldest block that a replay can start with, -1 when there is none. */
  public synchronized long oldestHeight() {
    return canonical.oldestHeight();
  }

  /** Where a replay starts that begins with the block at {@code height}. */
  public synchronized Found findHeight(long height) {
    return canonical.fromHeight(height);
  }

  /**
   * Where a replay starts that goes on after the block {@code hash}, or after where that block left
   * the chain.
   */
  public synchronized Found findAfter(String hash) {
    return canonical.afterHash(hash);
  }

  /**
   * The block of that hash as it was published last, whether it is still part of the chain or not;
   * null when it is not remembered.
   */
  public synchronized @Nullable ChainEvent block(String hash) {
    return canonical.block(hash);
  }

  /**
   * The events from {@code sequence} up to {@code last} that are still part of the chain, at most
   * {@code max}; {@code next} says where to go on.
   *
   * @param begun the newest event when the replay began: what has left the chain since is not left
   *     out, for the client has been told of some of it, and is to be told how it went on as those
   *     are who were there
   */
  public synchronized Replayed replay(long sequence, long last, long begun, int max) {
    if (sequence < ring.oldestSequence()) {
      return Replayed.FORGOTTEN;
    }
    List<ChainEvent> events = new ArrayList<>();
    long next = sequence;
    while (next <= last && events.size() < max) {
      Slot slot = ring.at(next++);
      if (!slot.supersededAt(begun)) {
        events.add(slot.event);
      }
    }
    return new Replayed(events, next, false);
  }

  /**
   * The log after {@code after}, for a node that has it up to there.
   *
   * @param epoch the newest epoch that this node has seen
   * @param end the last offset that is known to be part of that epoch's log; what was delivered
   *     beyond it may turn out not to be
   */
  public synchronized LogPage page(
      long epoch, long end, Position after, int maxEvents, int maxBytes) {
    Position common = lastWithin(new Position(after.epoch(), Math.min(after.offset(), end)));
    List<ChainEvent> events = new ArrayList<>();
    int size = 0;
    for (Slot slot : ring.after(common.offset())) {
      if (slot.event.position().offset() > end) {
        break;
      }
      size += slot.event.payloadBytes();
      if (events.size() == maxEvents || (size > maxBytes && !events.isEmpty())) {
        break;
      }
      events.add(slot.event);
    }
    return new LogPage(epoch, common, events);
  }

  /**
   * The last position of the log whose epoch and offset are not beyond the limit's. Two logs that
   * both have a position are the same up to it, for an epoch has one writer. What is not remembered
   * is taken to be as the limit says.
   */
  public synchronized Position lastWithin(Position limit) {
    return ring.lastWithin(limit);
  }

  /** The events of the log after {@code offset}, in order. */
  public synchronized List<ChainEvent> after(long offset) {
    List<ChainEvent> events = new ArrayList<>();
    ring.after(offset).forEach(slot -> events.add(slot.event));
    return events;
  }

  /**
   * Gives an event that another epoch announced again its place there; a no-op when it is
   * forgotten.
   *
   * @param withdrawn what it takes back in that log, which may have had other blocks before it
   */
  public synchronized void moveTo(ChainEvent known, Position position, List<Part> withdrawn) {
    Slot slot = ring.find(known);
    if (slot != null) {
      bytes -= slot.event.payloadBytes();
      slot.event = slot.event.at(position, withdrawn);
      bytes += slot.event.payloadBytes();
    }
  }

  /**
   * Takes events out of the log that no epoch announced again; they were delivered, so replays
   * still know them.
   */
  public synchronized void disown(Iterable<ChainEvent> events) {
    for (ChainEvent event : events) {
      Slot slot = ring.find(event);
      if (slot != null) {
        slot.inLog = false;
      }
    }
  }

  /** Whether the event is the block that comes next after the last one that was delivered. */
  public synchronized boolean endsBefore(ChainEvent event) {
    return canonical.endsBefore(event);
  }

  /** How what was delivered differs from the chain that the log ends with. */
  public synchronized Detour detour() {
    return canonical.detour(ring.newestBlockInLog());
  }

  /** The newest blocks of the chain, at most {@code max}, oldest first. */
  public synchronized List<ChainEvent> newestBlocks(int max) {
    Deque<ChainEvent> blocks = new ArrayDeque<>();
    Iterator<Slot> slots = canonical.newestFirst();
    while (slots.hasNext() && blocks.size() < max) {
      blocks.addFirst(slots.next().event);
    }
    return Collections.unmodifiableList(new ArrayList<>(blocks));
  }
}
