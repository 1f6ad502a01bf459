package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs the leader to weigh a block that extends the chain and note it, and to weigh one
 * that starts a branch so many blocks below the tip.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class TrackerBenchmark {
  private static final int REMEMBERED = 4_096;
  private static final List<Part> PARTS =
      List.of(new Part(new EventKind("bench.block"), Buffer.buffer("{}")));

  @Param({"1", "100"})
  int branchBlocks;

  private final ChainTracker tracker = new ChainTracker(REMEMBERED);
  private List<Block> branch;
  private long tip;

  @Setup
  public void fill() {
    while (tip < 2 * REMEMBERED) {
      extended();
    }
    branch = new ArrayList<>();
    String parent = hash(tip - branchBlocks);
    for (long height = tip - branchBlocks + 1; height <= tip + 1; height++) {
      branch.add(new Block(height, height + "b", parent, 0, PARTS));
      parent = height + "b";
    }
    if (!(reorganised() instanceof ChainTracker.Publish publish)
        || publish.removed().size() != branchBlocks) {
      throw new IllegalStateException("the branch must take the place of " + branchBlocks);
    }
  }

  @Benchmark
  public ChainTracker.Verdict extended() {
    List<Block> run = List.of(new Block(tip + 1, hash(tip + 1), hash(tip), 0, PARTS));
    tip++;
    ChainTracker.Verdict verdict = tracker.weigh(run);
    tracker.published(run);
    return verdict;
  }

  @Benchmark
  public ChainTracker.Verdict reorganised() {
    return tracker.weigh(branch);
  }

  private static String hash(long height) {
    return height + "a";
  }
}
