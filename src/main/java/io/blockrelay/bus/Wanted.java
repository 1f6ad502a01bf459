package io.blockrelay.bus;

import io.blockrelay.model.EventKind;
import java.util.Set;

/**
 * What a node's clients want of the kinds on demand. Told to all ingest nodes about once a second
 * as long as it is something, and to the leader at once when it is something new.
 */
public record Wanted(Set<EventKind> kinds) {
  /** After so long without a word, nobody wants a kind any more. */
  public static final long LINGER_MS = 10_000;

  public Wanted {
    kinds = Set.copyOf(kinds);
  }
}
