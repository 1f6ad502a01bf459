package io.blockrelay.history;

import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Slots with consecutive sequences in a circular array that grows to the history's bound. */
final class Ring {
  private Slot[] slots = new Slot[64];
  private long oldest = 1;
  private long next = 1;

  Slot add(ChainEvent event) {
    if (size() == slots.length) {
      grow();
    }
    Slot slot = new Slot(next++, event);
    slots[index(slot.sequence)] = slot;
    return slot;
  }

  Slot removeOldest() {
    Slot removed = at(oldest);
    // Or it would keep its payload until the ring has come round, whatever the bound in bytes is.
    slots[index(oldest++)] = null;
    return removed;
  }

  Slot at(long sequence) {
    return slots[index(sequence)];
  }

  int size() {
    return (int) (next - oldest);
  }

  long oldestSequence() {
    return oldest;
  }

  long newestSequence() {
    return next - 1;
  }

  @Nullable Slot newestInLog() {
    for (long sequence = next - 1; sequence >= oldest; sequence--) {
      if (at(sequence).inLog) {
        return at(sequence);
      }
    }
    return null;
  }

  /** The hash of the log's newest block, empty when there is none. */
  String newestBlockInLog() {
    for (long sequence = next - 1; sequence >= oldest; sequence--) {
      Slot slot = at(sequence);
      if (slot.inLog && slot.event.ofBlock()) {
        return slot.event.hash();
      }
    }
    return "";
  }

  /** The slots of the log with a greater offset, in order. */
  List<Slot> after(long offset) {
    List<Slot> after = new ArrayList<>();
    for (long sequence = next - 1; sequence >= oldest; sequence--) {
      Slot slot = at(sequence);
      if (slot.inLog) {
        if (slot.event.position().offset() <= offset) {
          break;
        }
        after.add(slot);
      }
    }
    Collections.reverse(after);
    return after;
  }

  /** See {@link History#lastWithin}. */
  Position lastWithin(Position limit) {
    // Nothing remembered: the other log is as good as ours up to 0.
    long before = 0;
    for (long sequence = next - 1; sequence >= oldest; sequence--) {
      Slot slot = at(sequence);
      if (slot.inLog) {
        Position position = slot.event.position();
        if (position.epoch() <= limit.epoch() && position.offset() <= limit.offset()) {
          return position;
        }
        before = position.offset() - 1;
      }
    }
    return new Position(limit.epoch(), Math.min(limit.offset(), before));
  }

  /** The slot of that very event; looked for from the newest on, as it is always a late one. */
  @SuppressWarnings("ReferenceEquality")
  @Nullable Slot find(ChainEvent event) {
    for (long sequence = next - 1; sequence >= oldest; sequence--) {
      if (at(sequence).event == event) {
        return at(sequence);
      }
    }
    return null;
  }

  private void grow() {
    Slot[] larger = new Slot[slots.length * 2];
    for (long sequence = oldest; sequence < next; sequence++) {
      larger[(int) (sequence & (larger.length - 1))] = at(sequence);
    }
    slots = larger;
  }

  private int index(long sequence) {
    // The length is a power of two.
    return (int) (sequence & (slots.length - 1));
  }
}
