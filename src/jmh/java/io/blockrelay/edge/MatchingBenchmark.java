package io.blockrelay.edge;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Key;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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
 * What it costs to find the one audience that wants an item, among subscriptions that each want
 * another address: by the index, and by asking every filter in turn.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatchingBenchmark {
  private static final EventKind LOGS = new EventKind("bench.logs");

  @Param({"1", "100", "10000", "100000"})
  int subscriptions;

  private final TopicIndex index = new TopicIndex();
  private final List<Audience> audiences = new ArrayList<>();
  private final Collection<Audience> touched = new ArrayList<>();
  private Item item;

  /** Wants the items of one address. */
  private record Address(Key address) implements EventFilter {
    @Override
    public boolean matches(Item item) {
      return item.keys().contains(address);
    }

    @Override
    public Set<Key> keys() {
      return Set.of(address);
    }
  }

  @Setup
  public void subscribe() {
    for (int i = 0; i < subscriptions; i++) {
      Subscription subscription =
          new Subscription(Set.of(LOGS), new Address(address(i)), Item::payload);
      audiences.add(index.audience(subscription, Framing.WEBSOCKET));
    }
    Set<Key> keys =
        Set.of(address(subscriptions / 2), new Key("topic0", "0xddf2"), new Key("topic1", "0x01"));
    item = new Item(Buffer.buffer("{}"), keys, "");
  }

  @Benchmark
  public int indexed() {
    touched.clear();
    index.offer(LOGS, item, touched);
    return settled();
  }

  @Benchmark
  public int everyFilterInTurn() {
    touched.clear();
    for (Audience audience : audiences) {
      if (audience.collect(item)) {
        touched.add(audience);
      }
    }
    return settled();
  }

  /** Nobody is there to be sent to; what was collected is forgotten. */
  private int settled() {
    touched.forEach(audience -> audience.send(0, List.of()));
    return touched.size();
  }

  private static Key address(int number) {
    return new Key("address", String.format("0x%040x", number));
  }
}
