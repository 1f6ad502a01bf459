package io.blockrelay.ingest;

import io.blockrelay.history.History;
import io.blockrelay.model.Block;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.ChainProtocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Knows what was announced of blocks that leave the chain, and so what must be taken back. */
final class Withdrawal {
  /** This node's own blocks take a moment over the bus; older ones are in the history. */
  private static final int BLOCKS_MAX = 64;

  private final BiFunction<List<Block>, List<Block>, List<Part>> rule;
  private final History history;
  private final Map<String, Block> newest = new LinkedHashMap<>();

  /**
   * @param rule the protocol's {@link ChainProtocol#withdraw}
   */
  Withdrawal(BiFunction<List<Block>, List<Block>, List<Part>> rule, History history) {
    this.rule = rule;
    this.history = history;
  }

  /**
   * A lead begins, with a history that is complete: of what this node published before, another
   * leader may have announced more since.
   */
  void begin() {
    newest.clear();
  }

  void published(Block block) {
    newest.put(block.hash(), block);
    if (newest.size() > BLOCKS_MAX) {
      newest.remove(newest.keySet().iterator().next());
    }
  }

  /** Those of the blocks that are remembered, as they were published, in the order given. */
  List<Block> remembered(List<String> removed) {
    List<Block> known = new ArrayList<>();
    for (String hash : removed) {
      Block own = newest.get(hash);
      ChainEvent remembered = own == null ? history.block(hash) : null;
      if (own != null) {
        known.add(own);
      } else if (remembered != null) {
        known.add(remembered.block());
      }
    }
    return known;
  }

  /**
   * What to take back.
   *
   * @param removed the {@linkplain #remembered remembered} blocks that leave the chain, newest
   *     first
   * @param instead the blocks that take their place, in order
   */
  List<Part> of(List<Block> removed, List<Block> instead) {
    return removed.isEmpty() ? List.of() : rule.apply(removed, instead);
  }
}
