package io.blockrelay.devnet;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A chain that is a pure function of its options: which block stands at a number, when it is due
 * and what a node announces then. Nothing depends on when the process was started, so every devnet
 * with the same options shows the same chain at the same time. Does no I/O and reads no clock.
 *
 * <p>Immutable, so any thread may use it.
 */
public final class DevnetChain {
  /** How many blocks a node keeps, counted from the tip. */
  public static final int BLOCKS_KEPT_MAX = 10_000;

  private final BlockForge forge;
  private final Reorganisations reorganisations;
  private final long genesisMs;
  private final long blockTimeMs;
  private final int dropEvery;

  public DevnetChain(DevnetOptions options) {
    this.forge = new BlockForge(options.seed(), options.blockBytes());
    this.reorganisations = new Reorganisations(options.reorgEvery(), options.reorgDepth());
    this.genesisMs = options.genesisMs();
    this.blockTimeMs = options.blockTime().toMillis();
    this.dropEvery = options.dropEvery();
  }

  /** The newest block that is due at a time, -1 before the genesis. */
  public long tipAt(long nowMs) {
    return Math.max(-1, Math.floorDiv(nowMs - genesisMs, blockTimeMs));
  }

  /** When a block becomes due, in milliseconds of the epoch; its timestamp. */
  public long dueMs(long number) {
    return genesisMs + number * blockTimeMs;
  }

  /**
   * What the feed announces when a block becomes due, in order: the blocks that replace orphans,
   * oldest first, and then the block itself, each unless it is dropped.
   */
  public List<DevnetBlock> announcementsAt(long number) {
    return LongStream.rangeClosed(number - reorganisations.replacedAt(number), number)
        .filter(this::announced)
        .mapToObj(each -> blockAsOf(number, each))
        .toList();
  }

  /**
   * What the feed shows of a chain first: the newest block that is not dropped, if there is one.
   */
  public Optional<DevnetBlock> newestAnnounced(long tip) {
    long number = announced(tip) ? tip : tip - 1;
    return number < 0 ? Optional.empty() : Optional.of(blockAsOf(tip, number));
  }

  /** The block at a number on a chain as high as the tip, if the node has it still or already. */
  public Optional<DevnetBlock> find(long tip, long number) {
    return number < oldestKept(tip) || number > tip
        ? Optional.empty()
        : Optional.of(blockAsOf(tip, number));
  }

  /** The number of the oldest block that the node has; above the tip when there is none. */
  public long oldestKept(long tip) {
    return Math.max(0, tip - BLOCKS_KEPT_MAX + 1);
  }

  /** The hashes that have stood at a number or will: two where a reorganisation replaces it. */
  List<String> hashes(long number) {
    String canonical = forge.hash(number, Variant.CANONICAL);
    return reorganisations.first(number) == Variant.CANONICAL
        ? List.of(canonical)
        : List.of(canonical, forge.hash(number, Variant.ORPHAN));
  }

  private DevnetBlock blockAsOf(long tip, long number) {
    return forge.forge(
        number,
        reorganisations.asOf(tip, number),
        reorganisations.asOf(tip, number - 1),
        dueMs(number));
  }

  private boolean announced(long number) {
    return dropEvery == 0 || number % dropEvery != 0;
  }
}
