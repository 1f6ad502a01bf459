package io.blockrelay.devnet;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the number of a recent block by its hash. Filled when somebody asks and from the tip down,
 * because few ask, and they ask for new blocks: all ten thousand would hold up the feed.
 *
 * <p>Confined to its devnet's event loop.
 */
final class RecentHashes {
  private static final int HASHES_MAX = 4 * DevnetChain.BLOCKS_KEPT_MAX;

  private final DevnetChain chain;
  private final Map<String, Long> numbers = new HashMap<>();
  private long oldest;
  private long newest;

  RecentHashes(DevnetChain chain) {
    this.chain = chain;
  }

  /** May name a block that is not on the chain now: an orphan, or one that is no longer kept. */
  @Nullable Long numberOf(String hash, long tip) {
    startOverIfOutgrown(tip);
    while (newest < tip) {
      add(++newest);
    }
    while (!numbers.containsKey(hash) && oldest > chain.oldestKept(tip)) {
      add(--oldest);
    }
    return numbers.get(hash);
  }

  private void startOverIfOutgrown(long tip) {
    if (numbers.isEmpty()
        || numbers.size() > HASHES_MAX
        || tip - newest > DevnetChain.BLOCKS_KEPT_MAX) {
      numbers.clear();
      newest = tip;
      oldest = tip + 1;
    }
  }

  private void add(long number) {
    chain.hashes(number).forEach(hash -> numbers.put(hash, number));
  }
}
