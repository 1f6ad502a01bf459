package io.blockrelay.bench;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to load, with what, and for how long.
 *
 * @param url where the clients connect; null for a relay of the bench's own
 * @param devnetPort where the bench's own validator listens, 0 for any free port; null without one,
 *     where the relay has a feed of its own
 * @param subscribe the text that asks for events in place of the dialect's own; what comes of it is
 *     counted and not looked into. Null for the dialect's own
 * @param connectRate connections begun in a second
 * @param loops event loops for the clients
 * @param warmup after all are connected, what is delivered and not measured
 * @param rate blocks a second of the bench's own validator, on average
 * @param burst how many of them it announces at once
 * @param metrics where the relay's metrics are, in Prometheus' text format; null where they are not
 */
public record BenchOptions(
    @Nullable URI url,
    @Nullable Integer devnetPort,
    Dialect dialect,
    @Nullable String subscribe,
    int clients,
    double connectRate,
    int loops,
    Duration warmup,
    Duration duration,
    double rate,
    int burst,
    @Nullable URI metrics) {

  /** A devnet hands no more than that to its sockets at once. */
  static final int BURST_MAX = 50;

  /** Of each of them it is kept when it was sent. */
  private static final int BLOCKS_MAX = 4_000_000;

  private static final double RATE_MAX = 10_000;
  private static final Duration DURATION_MAX = Duration.ofHours(24);

  public BenchOptions {
    require(clients >= 1 && clients <= 1_000_000, "--clients must be 1 to 1000000");
    require(connectRate >= 1, "--connect-rate must be at least 1");
    require(loops >= 1 && loops <= 64, "--loops must be 1 to 64");
    require(duration.toMillis() >= 100, "--duration must be at least 100ms");
    require(duration.compareTo(DURATION_MAX) <= 0, "--duration must be at most 24h");
    require(warmup.compareTo(DURATION_MAX) <= 0, "--warmup must be at most 24h");
    require(rate >= 0.01 && rate <= RATE_MAX, "--rate must be 0.01 to 10000");
    require(burst >= 1 && burst <= BURST_MAX, "--burst must be 1 to " + BURST_MAX);
    require(
        devnetPort == null || rate * (seconds(warmup) + seconds(duration)) <= BLOCKS_MAX,
        "--rate and --duration must make at most " + BLOCKS_MAX + " blocks");
    require(
        devnetPort == null || dialect.ofEveryChain(),
        "the bench's own validator is of a Basalt chain; give the URL of a relay of such a chain");
    require(
        subscribe == null || !dialect.subscription().isEmpty(),
        "--subscribe needs a dialect whose clients subscribe: ethereum or cometbft");
    require(url != null || devnetPort != null, "without a URL, the validator is the bench's own");
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
