package io.blockrelay.history;

import io.blockrelay.model.ChainEvent;

/** One place of the ring, guarded by its {@link History}. */
final class Slot {
  final long sequence;
  ChainEvent event;

  /** A later block took its place in the chain. */
  boolean superseded;

  /** False once another epoch's log went on without it. */
  boolean inLog = true;

  Slot(long sequence, ChainEvent event) {
    this.sequence = sequence;
    this.event = event;
  }

  Entry entry() {
    return new Entry(sequence, event);
  }
}
