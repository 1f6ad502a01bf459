package io.blockrelay.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run: connects the clients, warms up, measures, and waits for what is still under way.
 * Confined to its caller's thread, which looks at the clients' event loops only now and then.
 */
final class LoadRun {
  private static final double SECOND = 1e9;
  private static final double SETTLE_SECONDS_MAX = 10;

  /** A relay may wait for a minute before it tries to attach again. */
  private static final double FIRST_BLOCK_SECONDS_MAX = 70;

  /** A relay may let a message wait for as long before it cuts the client. */
  private static final double LAST_BLOCK_SECONDS_MAX = 6;

  private static final int LOOK_MS = 10;

  private final BenchOptions options;
  private final URI url;
  private final @Nullable DrivenDevnet devnet;
  private final RelayUsage usage;
  private final Progress progress;
  private final CountDownLatch stop;
  private final Window window;
  private final long startNanos = System.nanoTime();
  private long shownNanos = startNanos;
  private long shownMessages;

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  /** A moment of both sides. */
  private record Look(long nanos, Lane.State clients, RelayUsage.Sample relay) {}

  /**
   * @param devnet what feeds the relay, null when it has a feed of its own
   */
  LoadRun(
      BenchOptions options,
      URI url,
      @Nullable DrivenDevnet devnet,
      RelayUsage usage,
      Progress progress,
      CountDownLatch stop) {
    this.options = options;
    this.url = url;
    this.devnet = devnet;
    this.usage = usage;
    this.progress = progress;
    this.stop = stop;
    this.window = new Window(devnet == null ? Window.SendTimes.UNKNOWN : devnet);
  }

  Report run(Function<Throwable, String> reasons) throws BenchException, InterruptedException {
    Target target;
    try {
      target = Target.of(url, options);
    } catch (IOException e) {
      throw new BenchException(
          "cannot connect to " + Target.plain(url) + ": " + reasons.apply(e), null);
    }
    try (Swarm swarm = new Swarm(options.loops(), target, window, reasons)) {
      double idleBytes = usage.sample().residentBytes();
      double connectSeconds = connect(swarm);
      // Before the warm-up, which grows the relay's heap, too.
      double connectionBytes =
          (usage.sample().residentBytes() - idleBytes) / Math.max(1, swarm.state().opened());
      awaitFirstBlock(swarm);
      double warmupSeconds = options.warmup().toNanos() / SECOND;
      await(swarm, "warming up", warmupSeconds, this::stopped);
      return measure(swarm, target, connectSeconds, connectionBytes);
    } finally {
      progress.clear();
    }
  }

  /** The first one alone, for there is nothing to measure where that is refused. */
  private double connect(Swarm swarm) throws BenchException, InterruptedException {
    long begun = System.nanoTime();
    swarm.connectOne();
    settle(swarm);
    if (swarm.state().failed() > 0) {
      String why = swarm.end().get(0).failures.firstKey();
      throw new BenchException("cannot connect to " + Target.plain(url) + ": " + why, null);
    }
    long paced = System.nanoTime();
    while (swarm.asked() < options.clients() && !stopped()) {
      double due = 1 + (System.nanoTime() - paced) / SECOND * options.connectRate();
      while (swarm.asked() < Math.min(due, options.clients())) {
        swarm.connectOne();
      }
      TimeUnit.MILLISECONDS.sleep(1);
      show(swarm, "connecting");
    }
    settle(swarm);
    return (System.nanoTime() - begun) / SECOND;
  }

  private void settle(Swarm swarm) throws InterruptedException {
    await(swarm, "connecting", SETTLE_SECONDS_MAX, () -> swarm.state().unsettled() == 0);
    swarm.failUnsettled();
  }

  private void awaitFirstBlock(Swarm swarm) throws BenchException, InterruptedException {
    if (devnet == null) {
      return;
    }
    await(
        swarm,
        "waiting for a block",
        FIRST_BLOCK_SECONDS_MAX,
        () -> stopped() || swarm.state().messages() > 0 || swarm.state().open() == 0);
    if (swarm.state().messages() == 0 && swarm.state().open() > 0 && !stopped()) {
      throw new BenchException(
          "the relay has passed on no block; is its --sync-source " + devnet.url() + "?", null);
    }
  }

  private Report measure(Swarm swarm, Target target, double connectSeconds, double connectionBytes)
      throws InterruptedException {
    Look before = look(swarm);
    window.begin(last(before.clients()) + 1);
    double durationSeconds = options.duration().toNanos() / SECOND;
    await(swarm, "measuring", durationSeconds, this::stopped);
    double seconds = (System.nanoTime() - before.nanos()) / SECOND;
    if (devnet != null) {
      devnet.pause();
    }
    long last = last(swarm.state());
    window.end(last);
    await(swarm, "ending", LAST_BLOCK_SECONDS_MAX, () -> swarm.behind(last) == 0);
    Look after = look(swarm);
    swarm.countMissing(window);
    List<Tally> tallies = swarm.end();
    Latencies latencies = Latencies.of(tallies, window);
    long deliveries =
        target.checksBlocks()
            ? latencies.deliveries()
            : after.clients().messages() - before.clients().messages();
    Counts counts = new Counts();
    tallies.forEach(tally -> counts.add(tally.counts));
    return new Report(
        url,
        options.dialect(),
        Connections.of(swarm.asked(), connectSeconds, tallies),
        seconds,
        deliveries,
        target.checksBlocks() ? counts : null,
        latencies,
        Cost.of(span(before, after, deliveries), connectionBytes),
        tallies.stream().map(Tally::refusal).filter(Objects::nonNull).findFirst().orElse(null));
  }

  private Cost.Span span(Look before, Look after, long deliveries) {
    return new Cost.Span(
        (after.nanos() - before.nanos()) / SECOND,
        deliveries,
        before.relay(),
        after.relay(),
        (after.clients().cpuNanos() - before.clients().cpuNanos()) / SECOND,
        options.loops());
  }

  /** The last block that was sent, or that anybody had where nobody knows what was sent. */
  private long last(Lane.State clients) {
    return devnet == null ? clients.highest() : devnet.last();
  }

  private Look look(Swarm swarm) throws InterruptedException {
    RelayUsage.Sample relay = usage.sample();
    return new Look(System.nanoTime(), swarm.state(), relay);
  }

  private void await(Swarm swarm, String phase, double secondsMax, Condition done)
      throws InterruptedException {
    long deadline = System.nanoTime() + (long) (secondsMax * SECOND);
    while (System.nanoTime() < deadline && !done.holds()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      // A latch that is down lets everybody pass at once, so it is no clock then.
      TimeUnit.MILLISECONDS.sleep(Math.max(1, Math.min(LOOK_MS, left)));
      show(swarm, phase);
    }
  }

  private void show(Swarm swarm, String phase) throws InterruptedException {
    long now = System.nanoTime();
    if (now - shownNanos < SECOND) {
      return;
    }
    Lane.State state = swarm.state();
    double perSecond = (state.messages() - shownMessages) / ((now - shownNanos) / SECOND);
    progress.show(phase, (now - startNanos) / SECOND, state.open(), perSecond);
    shownNanos = now;
    shownMessages = state.messages();
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }
}
