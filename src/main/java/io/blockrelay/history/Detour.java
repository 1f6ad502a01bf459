package io.blockrelay.history;

import io.blockrelay.model.ChainEvent;
import java.util.List;

/**
 * How what a node has delivered differs from the chain as its log has it.
 *
 * @param shared the height of the last block before they part, less than any block's when none is
 *     remembered
 * @param left the blocks that were delivered and are not part of it, newest first
 * @param again the blocks of it that were delivered and then replaced, oldest first
 */
public record Detour(long shared, List<ChainEvent> left, List<ChainEvent> again) {
  public Detour {
    left = List.copyOf(left);
    again = List.copyOf(again);
  }
}
