package io.blockrelay.bus;

import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.vertx.core.buffer.Buffer;
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

/** What it costs to write an event of one part for three nodes, and to read it on one of them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
public class CodecBenchmark {
  private static final int NODES = 3;

  @Param({"300", "2048", "65536"})
  int payloadBytes;

  private ChainEvent event;
  private Buffer wire;

  @Setup
  public void publish() {
    Part part = new Part(new EventKind("bench.block"), Buffer.buffer("x".repeat(payloadBytes)));
    String hash = "0x" + "ab".repeat(32);
    event = new ChainEvent(new Position(1, 2), 3, hash, hash, 4, List.of(), List.of(part));
    wire = buffer();
    new EventBatch(List.of(event)).writeTo(wire);
    if (!read().events().equals(List.of(event))) {
      throw new IllegalStateException("what is read must be what was written");
    }
  }

  @Benchmark
  public int writtenForThreeNodes() {
    EventBatch batch = new EventBatch(List.of(event));
    int bytes = 0;
    for (int node = 0; node < NODES; node++) {
      Buffer message = buffer();
      batch.writeTo(message);
      bytes += message.length();
    }
    return bytes;
  }

  @Benchmark
  public EventBatch read() {
    return EventBatch.read(new Wire(wire, 0));
  }

  /** As Vert.x makes one for each node. */
  private static Buffer buffer() {
    return Buffer.buffer(1_024);
  }
}
