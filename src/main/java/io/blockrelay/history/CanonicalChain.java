package io.blockrelay.history;

import io.blockrelay.model.ChainEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which remembered blocks are part of the chain as the log has it now. Guarded by its {@link
 * History}.
 */
final class CanonicalChain {
  /** The blocks of the chain. */
  private final NavigableMap<Long, Slot> byHeight = new TreeMap<>();

  /**
   * Each remembered block, superseded or not; of the latest announcement when there are several.
   */
  private final Map<String, Slot> byHash = new HashMap<>();

  void add(Slot slot, Ring ring) {
    ChainEvent event = slot.event;
    if (!event.ofBlock()) {
      return;
    }
    if (event.height() <= tipHeight()) {
      supersede(event.height(), ring);
    }
    byHeight.put(event.height(), slot);
    byHash.put(event.hash(), slot);
  }

  void forget(Slot slot) {
    byHeight.remove(slot.event.height(), slot);
    byHash.remove(slot.event.hash(), slot);
  }

  long tipHeight() {
    return byHeight.isEmpty() ? -1 : byHeight.lastKey();
  }

  long oldestHeight() {
    return byHeight.isEmpty() ? -1 : byHeight.firstKey();
  }

  Found fromHeight(long height) {
    if (height > tipHeight()) {
      return new Found.Ahead();
    }
    return height < oldestHeight()
        ? new Found.Older()
        : new Found.At(byHeight.ceilingEntry(height).getValue().sequence);
  }

  @Nullable ChainEvent block(String hash) {
    Slot slot = byHash.get(hash);
    return slot == null ? null : slot.event;
  }

  Found afterHash(String hash) {
    Slot block = byHash.get(hash);
    if (block == null) {
      return new Found.Unknown();
    }
    while (block.superseded()) {
      // The chain left this block's branch; its parent may still be shared.
      Slot parent = byHash.get(block.event.parent());
      if (parent == null) {
        return new Found.Older();
      }
      block = parent;
    }
    Map.Entry<Long, Slot> next = byHeight.higherEntry(block.event.height());
    return new Found.At(next == null ? block.sequence + 1 : next.getValue().sequence);
  }

  boolean endsBefore(ChainEvent event) {
    return event.ofBlock()
        && event.height() == tipHeight() + 1
        && event.withdrawn().isEmpty()
        && (event.parent().isEmpty() || event.parent().equals(tipHash()));
  }

  private String tipHash() {
    return byHeight.isEmpty() ? "" : byHeight.lastEntry().getValue().event.hash();
  }

  /**
   * What differs from the chain that ends with that block.
   *
   * @param tip empty when no block of that chain is remembered
   */
  Detour detour(String tip) {
    Deque<ChainEvent> again = new ArrayDeque<>();
    Slot block = byHash.get(tip);
    while (block != null && block.superseded()) {
      again.addFirst(block.event);
      block = byHash.get(block.event.parent());
    }
    long shared = again.isEmpty() ? -1 : again.getFirst().height() - 1;
    if (block != null) {
      shared = block.event.height();
    }
    List<ChainEvent> left = new ArrayList<>();
    byHeight.tailMap(shared, false).descendingMap().values().forEach(slot -> left.add(slot.event));
    return new Detour(shared, left, List.copyOf(again));
  }

  Iterator<Slot> newestFirst() {
    return byHeight.descendingMap().values().iterator();
  }

  /** The blocks above that height have left the chain, with the newest event. */
  void goBack(long height, Ring ring) {
    if (height < tipHeight()) {
      supersede(height + 1, ring);
    }
  }

  private void supersede(long height, Ring ring) {
    Slot first = byHeight.ceilingEntry(height).getValue();
    for (long s = first.sequence; s < ring.newestSequence(); s++) {
      Slot slot = ring.at(s);
      if (slot.event.ofBlock() && slot.event.height() >= height) {
        slot.supersede(ring.newestSequence());
      }
    }
    byHeight.tailMap(height, true).clear();
  }
}
