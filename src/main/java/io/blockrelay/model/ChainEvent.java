package io.blockrelay.model;

import java.util.List;
import java.util.Set;

/**
 * One entry of a chain's log: a block with everything that is announced of it, or one announcement
 * that belongs to no block. A block is one entry, so it is published and recovered whole or not at
 * all.
 *
 * <p>Immutable, so every event loop of a node shares it.
 *
 * @param position its place in the log
 * @param height the height of the block, or of the tip when it belongs to none
 * @param hash the block's hash as the node writes it, empty when it belongs to none
 * @param parent the hash of the block before, empty when there is none
 * @param receivedMs when the upstream's frame arrived, in milliseconds of the epoch
 * @param withdrawn what it takes back of blocks that left the chain for it, or that are higher than
 *     the tip when it belongs to none; comes before the parts, and only for those who were told of
 *     such blocks
 * @param parts what it announces, in order
 */
public record ChainEvent(
    Position position,
    long height,
    String hash,
    String parent,
    long receivedMs,
    List<Part> withdrawn,
    List<Part> parts) {
  public ChainEvent {
    withdrawn = List.copyOf(withdrawn);
    parts = List.copyOf(parts);
  }

  /** An announcement that belongs to no block. */
  public static ChainEvent ofNoBlock(
      Position position, long tipHeight, long receivedMs, Part part) {
    return new ChainEvent(position, tipHeight, "", "", receivedMs, List.of(), List.of(part));
  }

  /** Whether both announce the same fact, whichever epoch published them. */
  public boolean announcesTheSameAs(ChainEvent other) {
    return height == other.height
        && hash.equals(other.hash)
        && (ofBlock() || parts.equals(other.parts));
  }

  /** Whether it is a block, and so can be recovered from any node of the chain. */
  public boolean ofBlock() {
    return !hash.isEmpty();
  }

  /** Whether it announces everything of these kinds that there is to announce of its block. */
  public boolean hasAll(Set<EventKind> kinds) {
    return kinds.stream()
        .allMatch(kind -> parts.stream().anyMatch(part -> part.kind().equals(kind)));
  }

  /** The block that it is. */
  public Block block() {
    return new Block(height, hash, parent, receivedMs, parts);
  }

  /** The same in another log, where it takes back something else. */
  public ChainEvent at(Position newPosition, List<Part> newWithdrawn) {
    return new ChainEvent(newPosition, height, hash, parent, receivedMs, newWithdrawn, parts);
  }

  /** How many bytes its announcements have. */
  public int payloadBytes() {
    int bytes = 0;
    for (Part part : withdrawn) {
      bytes += part.payload().length();
    }
    for (Part part : parts) {
      bytes += part.payload().length();
    }
    return bytes;
  }
}
