package io.blockrelay.history;

import io.blockrelay.model.ChainEvent;
import java.util.List;

/**
 * A piece of a chain's log, as one node knows it.
 *
 * @param epoch the newest epoch that the answering node has seen
 * @param common up to this offset the log of the asker and of the answerer are the same; what the
 *     asker has beyond it was never part of the log that goes on
 * @param events what follows {@code common}, in order; it starts later where the answerer remembers
 *     no more
 */
public record LogPage(long epoch, long common, List<ChainEvent> events) {
  public LogPage {
    events = List.copyOf(events);
  }
}
