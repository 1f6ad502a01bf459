package io.blockrelay.model;

import io.vertx.core.buffer.Buffer;

/**
 * One announcement in a chain's log.
 *
 * <p>Immutable, so every event loop of a node shares it; nobody writes to the payload.
 *
 * @param position its place in the log
 * @param height the height of the block it belongs to, or of the tip when it belongs to none
 * @param hash the hash of that block as the node writes it, empty when it belongs to none
 * @param parent the hash of the block before, empty when there is none
 * @param index its place among the events of its block, from 0
 * @param receivedMs when the upstream's frame arrived, in milliseconds of the epoch
 * @param payload the node's own bytes
 */
public record ChainEvent(
    Position position,
    EventKind kind,
    long height,
    String hash,
    String parent,
    int index,
    long receivedMs,
    Buffer payload) {

  /** Whether both announce the same fact, whichever epoch published them. */
  public boolean announcesTheSameAs(ChainEvent other) {
    return index == other.index
        && height == other.height
        && hash.equals(other.hash)
        && kind.equals(other.kind)
        && (ofBlock() || payload.equals(other.payload));
  }

  /** Whether it belongs to a block, and so can be recovered from any node of the chain. */
  public boolean ofBlock() {
    return !hash.isEmpty();
  }

  public ChainEvent at(Position newPosition) {
    return new ChainEvent(newPosition, kind, height, hash, parent, index, receivedMs, payload);
  }
}
