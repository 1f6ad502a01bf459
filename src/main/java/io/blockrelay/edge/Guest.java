package io.blockrelay.edge;

import org.jspecify.annotations.Nullable;

/**
 * One who asks to come in: where from and with which key. What he takes of their limits he gives
 * back once. Confined to one event loop.
 */
final class Guest {
  private final Gate gate;
  private final String address;
  private final AccessKey key;
  private boolean inside;

  Guest(Gate gate, String address, AccessKey key) {
    this.gate = gate;
    this.address = address;
    this.key = key;
  }

  /**
   * Takes a place.
   *
   * @return why there is none, in words for the client; null when there is
   */
  @Nullable String enter() {
    String refused = gate.enter(address, key);
    inside = refused == null;
    return refused;
  }

  /** Gives the place back, if there still is one. */
  void leave() {
    if (inside) {
      inside = false;
      gate.leave(address, key);
    }
  }
}
