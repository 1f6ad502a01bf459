package io.blockrelay.history;

import io.blockrelay.model.ChainEvent;
import java.util.HashMap;
import java.util.Iterator;
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

  Iterator<Slot> newestFirst() {
    return byHeight.descendingMap().values().iterator();
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
