package io.blockrelay.bus;

import io.blockrelay.history.Detour;
import io.blockrelay.history.Entry;
import io.blockrelay.history.History;
import io.blockrelay.model.Block;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Where a log goes on without events that this node has delivered, after a split for one, its
 * clients may be on a branch that the log never had, or has left. To them that is one more change
 * of branch, of which the log itself says nothing.
 */
final class WayBack {
  private final History history;
  private final BiFunction<List<Block>, List<Block>, List<Part>> withdraw;

  /**
   * @param withdraw what is to be taken back, of the blocks that leave the chain, newest first, and
   *     those that take their place, in order
   */
  WayBack(History history, BiFunction<List<Block>, List<Block>, List<Part>> withdraw) {
    this.history = history;
    this.withdraw = withdraw;
  }

  /**
   * What clients are to be told to be where the log is; the history has it then.
   *
   * @param next what the log goes on with, if that is known
   * @param receivedMs when it came, by the upstream's node
   */
  List<Entry> tell(List<Block> next, long receivedMs) {
    Detour detour = history.detour();
    List<Block> left = blocks(detour.left());
    List<Block> again = blocks(detour.again());
    List<Block> instead = new ArrayList<>(again);
    instead.addAll(next);
    List<Part> withdrawn = left.isEmpty() ? List.of() : withdraw.apply(left, instead);
    List<Entry> told = new ArrayList<>();
    if (!left.isEmpty()) {
      told.add(history.goBack(detour.shared(), receivedMs, withdrawn));
    }
    again.forEach(block -> told.add(history.repeat(block, receivedMs)));
    return told;
  }

  private static List<Block> blocks(List<ChainEvent> events) {
    return events.stream().map(ChainEvent::block).toList();
  }
}
