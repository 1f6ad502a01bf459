package io.blockrelay.history;

import io.blockrelay.model.ChainEvent;
import java.util.List;

/**
 * A piece of a replay.
 *
 * @param next the sequence to go on with
 * @param forgotten the ring has moved past the place that was asked for
 */
public record Replayed(List<ChainEvent> events, long next, boolean forgotten) {
  static final Replayed FORGOTTEN = new Replayed(List.of(), 0, true);

  public Replayed {
    events = List.copyOf(events);
  }
}
