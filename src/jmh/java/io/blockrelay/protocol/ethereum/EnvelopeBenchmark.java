package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.Item;
import io.vertx.core.buffer.Buffer;
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

/** What it costs to make the message of an audience: a node's bytes in an envelope. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class EnvelopeBenchmark {
  @Param({"300", "2048", "65536"})
  int payloadBytes;

  private final Envelope envelope = new EthEnvelope("0x" + "ab".repeat(16), new Shape.AsIs());
  private Item item;

  @Setup
  public void cut() {
    item = Item.of(Buffer.buffer("\"" + "x".repeat(payloadBytes - 2) + "\""));
    if (!wrapped().toString().contains(item.payload().toString())) {
      throw new IllegalStateException("the payload must be in the message");
    }
  }

  @Benchmark
  public Buffer wrapped() {
    return envelope.wrap(item);
  }
}
