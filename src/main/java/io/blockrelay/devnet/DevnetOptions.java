package io.blockrelay.devnet;

import java.time.Duration;
import java.time.Instant;

/**
 * Which chain a devnet shows, and where. Two devnets that differ in host and port only announce the
 * same messages at the same time.
 *
 * @param port 0 takes any free port
 * @param seed any text; another seed is another chain
 * @param genesisMs when block 0 is due, in milliseconds of the epoch; the default is fixed, so that
 *     processes agree on the chain whenever they are started
 * @param blockTime whole milliseconds from block to block
 * @param reorgEvery the chain rolls back after each multiple of this number, 0 for never
 * @param reorgDepth how many blocks are replaced then, fewer than {@code reorgEvery}
 * @param dropEvery the feed leaves out each multiple of this number, also where it replaces another
 *     block; REST has it. 0 for none
 * @param blockBytes how many bytes of {@code extraData} a block carries; as hex they make a message
 *     longer by twice as many
 */
public record DevnetOptions(
    String host,
    int port,
    String seed,
    long genesisMs,
    Duration blockTime,
    int reorgEvery,
    int reorgDepth,
    int dropEvery,
    int blockBytes) {

  /** 2026-01-01T00:00:00Z. It defines the chain: with another, each moment has another block. */
  public static final long GENESIS_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  /** With more, a message would exceed the 1 MB that clients of Basalt take. */
  public static final int BLOCK_BYTES_MAX = 500_000;

  private static final Duration BLOCK_TIME_MIN = Duration.ofMillis(10);
  private static final Duration BLOCK_TIME_MAX = Duration.ofDays(1);

  public DevnetOptions {
    require(!host.isBlank(), "host must not be empty");
    require(port >= 0 && port <= 65_535, "port must be 0 to 65535");
    require(!seed.isEmpty(), "seed must not be empty");
    require(genesisMs >= 0, "genesis must not be before 1970");
    require(blockTime.compareTo(BLOCK_TIME_MIN) >= 0, "block time must be at least 10ms");
    require(blockTime.compareTo(BLOCK_TIME_MAX) <= 0, "block time must be at most a day");
    require(blockTime.toNanosPart() % 1_000_000 == 0, "block time must be whole milliseconds");
    require(reorgEvery == 0 || reorgEvery >= 2, "reorg every must be 0 or at least 2");
    require(reorgDepth >= 1, "reorg depth must be at least 1");
    require(
        reorgEvery == 0 || reorgDepth < reorgEvery, "reorg depth must be less than reorg every");
    require(dropEvery == 0 || dropEvery >= 2, "drop every must be 0 or at least 2");
    require(
        blockBytes >= 0 && blockBytes <= BLOCK_BYTES_MAX,
        "block bytes must be 0 to " + BLOCK_BYTES_MAX);
  }

  /** A block a second, no reorganisations, nothing dropped, on port 5100 of this machine. */
  public static DevnetOptions defaults() {
    return new DevnetOptions(
        "127.0.0.1", 5100, "blockrelay", GENESIS_MS, Duration.ofSeconds(1), 0, 1, 0, 0);
  }

  public DevnetOptions at(String newHost, int newPort) {
    return new DevnetOptions(
        newHost,
        newPort,
        seed,
        genesisMs,
        blockTime,
        reorgEvery,
        reorgDepth,
        dropEvery,
        blockBytes);
  }

  public DevnetOptions withSeed(String newSeed) {
    return new DevnetOptions(
        host, port, newSeed, genesisMs, blockTime, reorgEvery, reorgDepth, dropEvery, blockBytes);
  }

  public DevnetOptions withTimes(long newGenesisMs, Duration newBlockTime) {
    return new DevnetOptions(
        host,
        port,
        seed,
        newGenesisMs,
        newBlockTime,
        reorgEvery,
        reorgDepth,
        dropEvery,
        blockBytes);
  }

  public DevnetOptions withReorganisations(int every, int depth) {
    return new DevnetOptions(
        host, port, seed, genesisMs, blockTime, every, depth, dropEvery, blockBytes);
  }

  public DevnetOptions withDropEvery(int every) {
    return new DevnetOptions(
        host, port, seed, genesisMs, blockTime, reorgEvery, reorgDepth, every, blockBytes);
  }

  public DevnetOptions withBlockBytes(int bytes) {
    return new DevnetOptions(
        host, port, seed, genesisMs, blockTime, reorgEvery, reorgDepth, dropEvery, bytes);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
