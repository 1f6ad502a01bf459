package io.blockrelay.history;

import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.Position;
import java.util.List;

/**
 * A piece of a chain's log, as one node knows it.
 *
 * @param epoch the newest epoch that the answering node has seen
 * @param common where the answerer's log could part from the asker's: if the asker's has this
 *     position, too, both are the same up to it, and what the asker has beyond it was never part of
 *     the log that goes on; if not, they part before it
 * @param events what follows {@code common}, in order; it starts later where the answerer remembers
 *     no more
 */
public record LogPage(long epoch, Position common, List<ChainEvent> events) {
  public LogPage {
    events = List.copyOf(events);
  }
}
