package io.blockrelay.model;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A block as one upstream announced it, before it has a place in the log.
 *
 * @param parent the hash of the block before, empty when there is none
 * @param receivedMs when the upstream's frame arrived, in milliseconds of the epoch
 * @param parts what is announced of it, in order; at least one
 */
public record Block(long height, String hash, String parent, long receivedMs, List<Part> parts) {
  public Block {
    if (height < 0 || hash.isEmpty() || parts.isEmpty()) {
      throw new IllegalArgumentException("a block has a height, a hash and something to announce");
    }
    parts = List.copyOf(parts);
  }

  /** The event that announces one of its parts. */
  public ChainEvent event(Position position, int part) {
    Part announced = parts.get(part);
    return new ChainEvent(
        position, announced.kind(), height, hash, parent, part, receivedMs, announced.payload());
  }

  /** One announcement of a block: its kind and the node's own bytes. */
  public record Part(EventKind kind, Buffer payload) {}
}
