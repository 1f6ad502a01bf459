package io.blockrelay.bus;

import io.blockrelay.cluster.Cluster;
import io.blockrelay.cluster.TestCluster;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an event costs from its publishing until the last edge has read it, in bursts of 100. The
 * cluster is real and all of it in this process, so this is the work of all nodes together.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class PublishBenchmark {
  private static final String ADDRESS = "bench";
  private static final int BURST = 100;

  @Param({"1", "3", "10"})
  int edges;

  @Param({"300", "65536"})
  int payloadBytes;

  private final TestCluster cluster = new TestCluster();
  private final AtomicLong read = new AtomicLong();
  private Vertx publisher;
  private ChainEvent event;

  @Setup
  public void join() {
    Part part = new Part(new EventKind("bench.block"), Buffer.buffer("x".repeat(payloadBytes)));
    String hash = "0x" + "ab".repeat(32);
    event = new ChainEvent(new Position(1, 2), 3, hash, hash, 4, List.of(), List.of(part));
    publisher = registered(cluster.data());
    for (int i = 0; i < edges; i++) {
      TestCluster.await(
          registered(cluster.lite())
              .eventBus()
              .consumer(ADDRESS, message -> read(message.body()))
              .completion());
    }
    cluster.settle(edges + 1);
  }

  @TearDown
  public void leave() {
    cluster.close();
  }

  @Benchmark
  @OperationsPerInvocation(BURST)
  public void published() {
    long all = read.get() + (long) BURST * edges;
    for (int i = 0; i < BURST; i++) {
      publisher.eventBus().publish(ADDRESS, new EventBatch(List.of(event)));
    }
    while (read.get() < all) {
      LockSupport.parkNanos(50_000);
    }
  }

  private void read(Object body) {
    if (body instanceof EventBatch) {
      read.incrementAndGet();
    }
  }

  private static Vertx registered(Cluster node) {
    BusCodecs.register(node.vertx().eventBus());
    return node.vertx();
  }
}
