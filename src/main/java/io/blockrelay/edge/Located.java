package io.blockrelay.edge;

import io.blockrelay.model.ChainEvent;
import io.blockrelay.protocol.Start;
import java.util.List;

/** Where a client starts, found. */
sealed interface Located extends Start {
  /** With the next event. */
  record Live() implements Located {}

  /**
   * With an event that the node remembers, or the next one to come.
   *
   * @param skipBelow blocks with a smaller number are left out until one that is not smaller has
   *     come
   */
  record Remembered(long sequence, long skipBelow) implements Located {}

  /**
   * Within a block.
   *
   * @param from where that block comes next, if it is still part of the chain
   * @param seen how many of its messages are left out
   */
  record Within(Located from, String hash, int seen) implements Located {}

  /** With blocks that had to be fetched upstream. */
  record Fetched(List<ChainEvent> events) implements Located {
    public Fetched {
      events = List.copyOf(events);
    }

    long nextHeight() {
      return events.get(events.size() - 1).height() + 1;
    }
  }
}
