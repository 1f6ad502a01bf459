package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The blocks that any upstream announced lately. A stand-by node that takes the lead finds here
 * what the last leader did not publish any more, and a gap at one upstream is often filled by what
 * another one said.
 */
final class RecentBlocks {
  private final int blocksMax;
  private final long bytesMax;
  private final Map<String, Block> blocks = new LinkedHashMap<>();
  private long bytes;

  RecentBlocks(int blocksMax, long bytesMax) {
    this.blocksMax = blocksMax;
    this.bytesMax = bytesMax;
  }

  void add(Block block) {
    if (blocks.putIfAbsent(block.hash(), block) != null) {
      return;
    }
    bytes += block.payloadBytes();
    Iterator<Block> oldest = blocks.values().iterator();
    while (blocks.size() > blocksMax || (bytes > bytesMax && blocks.size() > 1)) {
      bytes -= oldest.next().payloadBytes();
      oldest.remove();
    }
  }

  /**
   * The run with the ancestors before it that are known here, down to the first one that is
   * published.
   */
  List<Block> extendDown(List<Block> run, Predicate<String> published) {
    List<Block> newestFirst = new ArrayList<>(run);
    Collections.reverse(newestFirst);
    Block first = run.get(0);
    while (!published.test(first.parent())) {
      Block parent = blocks.get(first.parent());
      if (parent == null || parent.height() >= first.height()) {
        break;
      }
      newestFirst.add(parent);
      first = parent;
    }
    Collections.reverse(newestFirst);
    return newestFirst;
  }
}
