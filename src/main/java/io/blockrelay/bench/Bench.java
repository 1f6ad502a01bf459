package io.blockrelay.bench;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Loads a relay, with a validator and a relay of its own where it is told to. */
public final class Bench {
  private final BenchOptions options;
  private final Function<Throwable, String> reasons;
  private final Progress progress;
  private final CountDownLatch stop;

  /**
   * @param reasons words for what went wrong with a connection
   * @param stop ends it early when counted down, with the report of what there is
   */
  public Bench(
      BenchOptions options,
      Function<Throwable, String> reasons,
      Progress progress,
      CountDownLatch stop) {
    this.options = options;
    this.reasons = reasons;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Runs to its end; what it started has ended then.
   *
   * @throws BenchException when there is nothing to measure
   */
  public Report run() throws BenchException, InterruptedException {
    URI url = options.url();
    Integer port = options.devnetPort();
    if (url != null && port == null) {
      return load(url, null, metrics());
    }
    try (DrivenDevnet devnet =
        DrivenDevnet.start(port == null ? 0 : port, options.rate(), options.burst())) {
      if (url != null) {
        progress.say("attach the relay to the bench's validator: --sync-source " + devnet.url());
        return load(url, devnet, metrics());
      }
      progress.say("starting a relay of the bench's own");
      try (OwnRelay relay = OwnRelay.start(devnet.url(), options.clients())) {
        return load(
            relay.url().resolve(options.dialect().path()), devnet, RelayUsage.of(relay.process()));
      }
    }
  }

  private Report load(URI url, @Nullable DrivenDevnet devnet, RelayUsage usage)
      throws BenchException, InterruptedException {
    return new LoadRun(options, url, devnet, usage, progress, stop).run(reasons);
  }

  private RelayUsage metrics() {
    URI metrics = options.metrics();
    return metrics == null ? RelayUsage.UNKNOWN : RelayUsage.of(metrics);
  }
}
