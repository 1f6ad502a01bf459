package io.blockrelay.edge;

import io.blockrelay.model.Part;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;

/**
 * The parts of a chain that were asked for last, so that each is cut once for all: for every event
 * loop, and for the clients that come back together and resume over the same blocks. For any
 * thread.
 */
final class RecentParts {
  /** About what a small one takes beside its payload. */
  private static final int PART_BYTES = 1_024;

  private final ChainHub hub;
  private final long bytesMax;

  /** By the part itself: to compare the payloads would cost more than it saves. */
  private final IdentityHashMap<Part, PartItems> known = new IdentityHashMap<>();

  private final Deque<Part> oldestFirst = new ArrayDeque<>();
  private long bytes;

  /**
   * @param bytesMax what it keeps, about; a larger part is kept alone
   */
  RecentParts(ChainHub hub, long bytesMax) {
    this.hub = hub;
    this.bytesMax = bytesMax;
  }

  synchronized PartItems of(Part part) {
    PartItems items = known.get(part);
    if (items == null) {
      items = new PartItems(hub, part);
      add(part, items);
    }
    return items;
  }

  private void add(Part part, PartItems items) {
    known.put(part, items);
    oldestFirst.add(part);
    bytes += bytes(part);
    while (bytes > bytesMax && oldestFirst.size() > 1) {
      Part oldest = oldestFirst.remove();
      known.remove(oldest);
      bytes -= bytes(oldest);
    }
  }

  private static int bytes(Part part) {
    return PART_BYTES + part.payload().length();
  }
}
