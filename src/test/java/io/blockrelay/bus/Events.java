package io.blockrelay.bus;

import io.blockrelay.model.Block;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Events of a chain whose block n has the hash {@code n} on the main branch, {@code nb} on branch
 * b.
 */
final class Events {
  static final EventKind BLOCK = new EventKind("test.block");

  static final EventKind WITHDRAWN = new EventKind("test.withdrawn");

  private Events() {}

  /** Takes each block back, by its hash. */
  static List<Part> withdraw(List<Block> removed) {
    return removed.stream().map(block -> new Part(WITHDRAWN, Buffer.buffer(block.hash()))).toList();
  }

  static ChainEvent block(long epoch, long offset, long height) {
    return block(epoch, offset, height, "");
  }

  static ChainEvent block(long epoch, long offset, long height, String branch) {
    return new ChainEvent(
        new Position(epoch, offset),
        height,
        height + branch,
        height - 1 + branch,
        0,
        List.of(),
        parts(height + branch));
  }

  static List<Part> parts(String hash) {
    return List.of(new Part(BLOCK, Buffer.buffer("block " + hash)));
  }
}
