package io.blockrelay.history;

import io.blockrelay.model.ChainEvent;

/** One place of the ring, guarded by its {@link History}. */
final class Slot {
  final long sequence;
  ChainEvent event;

  /** The sequence of the later block that took its place in the chain, if one has. */
  private long supersededBy = Long.MAX_VALUE;

  /** False when it never was part of the log, or another epoch's log went on without it. */
  boolean inLog = true;

  Slot(long sequence, ChainEvent event) {
    this.sequence = sequence;
    this.event = event;
  }

  void supersede(long by) {
    supersededBy = Math.min(supersededBy, by);
  }

  boolean superseded() {
    return supersededBy != Long.MAX_VALUE;
  }

  /** Whether its place was taken already when the event of that sequence was the newest one. */
  boolean supersededAt(long sequence) {
    return supersededBy <= sequence;
  }

  Entry entry() {
    return new Entry(sequence, event);
  }
}
