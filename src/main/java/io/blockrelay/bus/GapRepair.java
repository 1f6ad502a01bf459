package io.blockrelay.bus;

import io.blockrelay.history.Entry;
import io.blockrelay.history.History;
import io.blockrelay.history.LogPage;
import io.blockrelay.model.Block;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts a chain's log together from what the bus brings: messages that may be lost, late, doubled or
 * from a leader of the past. What comes out is in order, without holes and without repeats.
 *
 * <p>Pure; confined to its inbox's thread. It says when it needs a {@link LogPage}, and somebody
 * fetches it.
 */
final class GapRepair {
  private final History history;
  private final Consumer<List<Entry>> delivered;
  private final HeldBack held;
  private final WayBack wayBack;

  /** What has come out and is to be delivered; empty between two calls. */
  private final List<Entry> ready = new ArrayList<>();

  /** Delivered events that the present epoch's log does not have, or not yet. */
  private List<ChainEvent> surplus = List.of();

  /** Whether the log has left out something that was delivered, and nothing has come since. */
  private boolean astray;

  private Position head;
  private long epoch;
  private long announced;
  private boolean synced;
  private long lost;

  /**
   * @param history what this node has delivered so far; what comes out is added to it
   * @param delivered gets the events that come out, all that come of one call together
   * @param held what is held back while a hole is repaired; those beyond its bounds are fetched
   *     again later
   * @param wayBack tells what to deliver when the log has left out what was delivered
   */
  GapRepair(History history, Consumer<List<Entry>> delivered, HeldBack held, WayBack wayBack) {
    this.history = history;
    this.delivered = delivered;
    this.held = held;
    this.wayBack = wayBack;
    this.head = history.head();
    this.epoch = head.epoch();
  }

  /** Events came over the bus. */
  void received(List<ChainEvent> events) {
    for (ChainEvent event : events) {
      if (ofPresentEpoch(event.position())) {
        received(event);
      }
    }
    deliver();
  }

  private void received(ChainEvent event) {
    long offset = event.position().offset();
    announced = Math.max(announced, offset);
    if (!synced || offset > head.offset()) {
      held.add(event);
    }
    takeHeld();
  }

  /** The leader said how far its log has come. */
  void announced(Position position) {
    if (ofPresentEpoch(position)) {
      announced = Math.max(announced, position.offset());
    }
  }

  /**
   * This node leads from now on: what it has delivered is the log.
   *
   * @param nowMs when, for what its clients may have to be told to be where that log is
   */
  void lead(long newEpoch, long nowMs) {
    enter(newEpoch);
    for (ChainEvent event : surplus) {
      head = new Position(newEpoch, head.offset() + 1);
      history.moveTo(event, head, event.withdrawn());
    }
    surplus = List.of();
    synced = true;
    if (astray) {
      astray = false;
      ready.addAll(wayBack.tell(List.of(), nowMs));
      deliver();
    }
  }

  /** Whether events are missing, or not known to be complete. */
  boolean needsPage() {
    return !synced || announced > head.offset();
  }

  /** Where the page that is needed begins. */
  Position head() {
    return head;
  }

  /** The newest epoch seen. */
  long epoch() {
    return epoch;
  }

  /** Whether this node's log is the present epoch's, as far as it goes. */
  boolean synced() {
    return synced;
  }

  /** How many events could not be had from anybody. */
  long lost() {
    return lost;
  }

  /** A node answered what was asked with {@link #head()}. */
  void page(LogPage page) {
    if (page.epoch() < epoch) {
      return;
    }
    if (page.epoch() > epoch) {
      enter(page.epoch());
    }
    if (!synced) {
      goBackTo(history.lastWithin(page.common()));
      if (!head.equals(page.common())) {
        // The logs part further down, so the next page is asked for from there; or this one was
        // asked for before another one led there.
        return;
      }
      synced = true;
    }
    for (ChainEvent event : page.events()) {
      long offset = event.position().offset();
      if (offset > head.offset()) {
        // Whoever joins an old log has not lost what came before; whoever was part of it has.
        lost += head.offset() == 0 ? 0 : offset - head.offset() - 1;
        take(event);
      }
    }
    takeHeld();
    deliver();
  }

  private boolean ofPresentEpoch(Position position) {
    if (position.epoch() > epoch) {
      enter(position.epoch());
    }
    return position.epoch() == epoch;
  }

  /** A new leader: until a page says where its log parts from ours, nothing is delivered. */
  private void enter(long newEpoch) {
    epoch = newEpoch;
    synced = false;
    announced = 0;
    held.clear();
  }

  private void goBackTo(Position common) {
    if (common.offset() <= head.offset()) {
      surplus = history.after(common.offset());
      head = common;
    }
  }

  private void takeHeld() {
    if (!synced) {
      return;
    }
    ChainEvent next = held.takeAfter(head.offset());
    while (next != null) {
      take(next);
      next = held.takeAfter(head.offset());
    }
  }

  private void take(ChainEvent event) {
    head = event.position();
    int known = indexInSurplus(event);
    if (known >= 0) {
      history.moveTo(surplus.get(known), head, event.withdrawn());
      leaveOut(surplus.subList(0, known));
      surplus = List.copyOf(surplus.subList(known + 1, surplus.size()));
      return;
    }
    leaveOut(surplus);
    surplus = List.of();
    // The log may jump over blocks that nobody could give its leader, and this node has them.
    if (astray && !history.endsBefore(event)) {
      List<Block> next = event.ofBlock() ? List.of(event.block()) : List.of();
      ready.addAll(wayBack.tell(next, event.receivedMs()));
    }
    astray = false;
    ready.add(history.append(event));
  }

  /** Where the surplus has this event, which an earlier epoch brought already; -1 for a new one. */
  private int indexInSurplus(ChainEvent event) {
    for (int i = 0; i < surplus.size(); i++) {
      if (surplus.get(i).announcesTheSameAs(event)) {
        return i;
      }
    }
    return -1;
  }

  /** The log goes on without these. */
  private void leaveOut(List<ChainEvent> events) {
    history.disown(events);
    astray |= !events.isEmpty();
  }

  private void deliver() {
    if (!ready.isEmpty()) {
      List<Entry> entries = List.copyOf(ready);
      ready.clear();
      delivered.accept(entries);
    }
  }
}
