package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Decides what a block that an upstream announced means for the published chain. A reconnect, a
 * switch of upstream and a take-over of leadership are all this one question.
 *
 * <p>Pure and confined to its ingest verticle. It remembers the last published blocks by hash.
 */
final class ChainTracker {
  private final int depth;
  private final NavigableMap<Long, String> hashes = new TreeMap<>();
  private final Map<String, Long> heights = new HashMap<>();

  /** How high the published chain has ever been; it may have left that branch since. */
  private long highest = -1;

  /** What a run of blocks means. */
  sealed interface Verdict {}

  /** Everything in it is published already. */
  record Known() implements Verdict {}

  /** These come next, after the blocks {@code removed} have left the chain, newest first. */
  record Publish(List<String> removed, List<Block> blocks) implements Verdict {}

  /**
   * The run hangs in the air: the blocks between these heights, both inclusive, must be known
   * first.
   */
  record Missing(long from, long to) implements Verdict {}

  /**
   * @param depth how many published blocks are remembered: the deepest reorganisation that is
   *     followed block by block
   */
  ChainTracker(int depth) {
    this.depth = depth;
  }

  /** Forgets everything and starts from blocks that were published before, oldest first. */
  void reset(List<Published> published) {
    hashes.clear();
    heights.clear();
    highest = -1;
    published.forEach(block -> remember(block.height(), block.hash()));
  }

  /** A block that is part of the published chain. */
  record Published(long height, String hash) {}

  long tipHeight() {
    return hashes.isEmpty() ? -1 : hashes.lastKey();
  }

  String tipHash() {
    return hashes.isEmpty() ? "" : hashes.lastEntry().getValue();
  }

  boolean isPublished(String hash) {
    return heights.containsKey(hash);
  }

  /**
   * Whether a block that does not simply extend the chain is worth following.
   *
   * <p>A longer chain is, whoever announces it. A shorter or equal one only when the leading
   * upstream itself went back to it: an upstream that goes forward, or has only begun to speak, is
   * merely behind, perhaps on a branch which the chain has left, and will change over itself. That
   * branch was longer than the new one is at first, so another upstream's is longer only when it is
   * higher than the chain ever was. Nor is one that goes back to before the first block that was
   * ever published: a node that greets with its newest block may announce those before it
   * afterwards, and that chain may be the same.
   *
   * @param leads whether the block comes from the leading upstream
   * @param previousHeight the height that this upstream announced before, negative when there is
   *     none
   */
  boolean worthFollowing(Block block, boolean leads, long previousHeight) {
    if (!leads) {
      return block.height() > highest || block.parent().equals(tipHash());
    }
    return block.height() > tipHeight()
        || (block.height() <= previousHeight && !precedesAll(block));
  }

  private boolean precedesAll(Block block) {
    return hashes.size() < depth && block.height() < hashes.firstKey();
  }

  /** Weighs a run of blocks that follow each other, oldest first. Changes nothing. */
  Verdict weigh(List<Block> run) {
    List<Block> news = afterThePublished(run);
    if (news.isEmpty()) {
      return new Known();
    }
    Block first = news.get(0);
    if (hashes.isEmpty() || isPublished(first.parent())) {
      return publish(news);
    }
    if (first.height() > tipHeight() + 1) {
      return new Missing(tipHeight() + 1, first.height() - 1);
    }
    // A fork: look further down, twice as far each time, until a block is shared.
    long below = Math.max(4, run.get(run.size() - 1).height() - first.height() + 1);
    long from = Math.max(hashes.firstKey(), first.height() - below);
    return from < first.height() ? new Missing(from, first.height() - 1) : publish(news);
  }

  /** Blocks before a published one are no news, also those that came before the first of all. */
  private List<Block> afterThePublished(List<Block> run) {
    int from = run.size();
    while (from > 0 && !isPublished(run.get(from - 1).hash())) {
      from--;
    }
    return List.copyOf(run.subList(from, run.size()));
  }

  /** Takes a run as it is, though blocks before it are missing: nobody has them. */
  Publish force(List<Block> run) {
    return publish(run);
  }

  /** Notes that the blocks have been published. */
  void published(List<Block> blocks) {
    hashes.tailMap(blocks.get(0).height(), true).values().forEach(heights::remove);
    hashes.tailMap(blocks.get(0).height(), true).clear();
    blocks.forEach(block -> remember(block.height(), block.hash()));
  }

  private Publish publish(List<Block> news) {
    List<String> removed =
        new ArrayList<>(hashes.tailMap(news.get(0).height(), true).descendingMap().values());
    return new Publish(removed, news);
  }

  private void remember(long height, String hash) {
    highest = Math.max(highest, height);
    hashes.put(height, hash);
    heights.put(hash, height);
    if (hashes.size() > depth) {
      heights.remove(hashes.pollFirstEntry().getValue());
    }
  }
}
