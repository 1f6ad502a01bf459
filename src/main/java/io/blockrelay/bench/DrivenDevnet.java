package io.blockrelay.bench;

import io.blockrelay.devnet.Devnet;
import io.blockrelay.devnet.DevnetOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A validator in the bench's process, whose clock the bench moves: so it announces at any rate, and
 * the bench knows to the microsecond when it spoke. Paced by a thread of its own, which holds the
 * schedule whatever the clients do; a pause is made up for.
 */
final class DrivenDevnet implements Window.SendTimes, AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int TIMES_FIRST = 4096;

  /** The chain's own time between blocks; what matters is that its numbers only ever grow. */
  private static final Duration BLOCK_TIME = Duration.ofMillis(10);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final DevnetOptions options;
  private final long firstNumber;
  private final int burst;
  private final long intervalNanos;
  private final AtomicLong tip;
  private final Thread pacer = new Thread(this::pace, "bench-devnet");

  /** By the block's place after the first. Written on the devnet's event loop only. */
  private volatile long[] sentNanos = new long[TIMES_FIRST];

  private volatile int sent;
  private volatile boolean ended;
  private Devnet devnet;

  @SuppressWarnings("NullAway.Init") // devnet is set at start
  private DrivenDevnet(int port, double rate, int burst) {
    this.options = DevnetOptions.defaults().at(HOST, port).withTimes(genesis(), BLOCK_TIME);
    // With numbers after the clock, a relay that saw an earlier bench sees its chain go on.
    this.firstNumber = (System.currentTimeMillis() - genesis()) / BLOCK_TIME.toMillis();
    this.tip = new AtomicLong(firstNumber);
    this.burst = burst;
    this.intervalNanos = (long) (1e9 * burst / rate);
  }

  /**
   * Started, and announcing.
   *
   * @throws BenchException when the port is taken
   */
  static DrivenDevnet start(int port, double rate, int burst)
      throws BenchException, InterruptedException {
    DrivenDevnet driven = new DrivenDevnet(port, rate, burst);
    try {
      Future<Devnet> starting = Devnet.start(driven.vertx, driven.options, driven::nowMs);
      driven.devnet = starting.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      driven.vertx.close();
      throw new BenchException("the validator cannot listen on " + HOST + ":" + port, e.getCause());
    }
    driven.pacer.setDaemon(true);
    driven.pacer.start();
    return driven;
  }

  String url() {
    return "ws://" + HOST + ":" + devnet.port() + "/ws/blocks";
  }

  /** The number of the last block that was announced. */
  long last() {
    return firstNumber + sent;
  }

  @Override
  public long nanosOf(long number) {
    long[] times = sentNanos;
    long at = number - firstNumber - 1;
    return at >= 0 && at < times.length ? times[(int) at] : 0;
  }

  /** Announces no more; when this returns, {@link #last} stays as it is. */
  void pause() throws InterruptedException {
    ended = true;
    LockSupport.unpark(pacer);
    pacer.join();
    devnet.tick().toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    ended = true;
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void pace() {
    long due = System.nanoTime();
    while (!ended) {
      if (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      } else {
        tip.addAndGet(burst);
        devnet.tick();
        due += intervalNanos;
      }
    }
  }

  /** The devnet asks for the time right before it announces what is due by it. */
  private long nowMs() {
    long now = tip.get();
    int due = (int) (now - firstNumber);
    if (due > sent) {
      if (due > sentNanos.length) {
        sentNanos = Arrays.copyOf(sentNanos, 2 * due);
      }
      Arrays.fill(sentNanos, sent, due, System.nanoTime());
      sent = due;
    }
    return genesis() + now * BLOCK_TIME.toMillis();
  }

  private static long genesis() {
    return DevnetOptions.GENESIS_MS;
  }
}
