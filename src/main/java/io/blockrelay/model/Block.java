package io.blockrelay.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A block as one upstream announced it, before it has a place in the log.
 *
 * @param parent the hash of the block before, empty when there is none
 * @param receivedMs when the upstream's frame arrived, in milliseconds of the epoch
 * @param parts what is announced of it, in order, one of each kind; at least one
 */
public record Block(long height, String hash, String parent, long receivedMs, List<Part> parts) {
  public Block {
    if (height < 0 || hash.isEmpty() || parts.isEmpty()) {
      throw new IllegalArgumentException("a block has a height, a hash and something to announce");
    }
    parts = List.copyOf(parts);
  }

  public boolean has(EventKind kind) {
    return parts.stream().anyMatch(part -> part.kind().equals(kind));
  }

  /** How many bytes its announcements have. */
  public int payloadBytes() {
    return parts.stream().mapToInt(part -> part.payload().length()).sum();
  }

  /** The same with more to announce of it, behind what there was. */
  public Block with(List<Part> more) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(more);
    return new Block(height, hash, parent, receivedMs, all);
  }

  /**
   * The event that announces it.
   *
   * @param withdrawn what it takes back of the blocks that left the chain for it
   */
  public ChainEvent at(Position position, List<Part> withdrawn) {
    return new ChainEvent(position, height, hash, parent, receivedMs, withdrawn, parts);
  }
}
