package io.blockrelay.edge;

import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.Subscription;
import io.blockrelay.protocol.cometbft.CometProtocol;
import io.vertx.core.Future;
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
 * What it costs to find the one CometBFT query that a transaction matches, among queries that each
 * want another sender: by the index, and by evaluating every query in turn.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueryMatchingBenchmark {
  private static final EventKind TX = new EventKind("comet.Tx");
  private static final CometProtocol PROTOCOL =
      new CometProtocol(List.of(), false, Integer.MAX_VALUE);

  @Param({"1", "100", "10000"})
  int queries;

  private final TopicIndex index = new TopicIndex();
  private final List<Audience> audiences = new ArrayList<>();
  private final Collection<Audience> touched = new ArrayList<>();
  private Item item;

  /** Takes what a client subscribes to. */
  private final class Subscriber implements ClientActions {
    @Override
    public void reply(Buffer message) {}

    @Override
    public Future<Start> prepare(Set<EventKind> kinds, StartAt at) {
      return Future.succeededFuture(new Located.Live());
    }

    @Override
    public void subscribe(Subscription subscription, Start start) {
      audiences.add(index.audience(subscription, Framing.WEBSOCKET));
    }

    @Override
    public void unsubscribe(Subscription subscription) {}

    @Override
    public void close(CloseReason reason) {}

    @Override
    public Future<Answer> read(Read read) {
      return Future.failedFuture("there is no node");
    }
  }

  @Setup
  public void subscribe() {
    ClientDialogue client = PROTOCOL.dialects().get(0).client(new Subscriber());
    for (int i = 0; i < queries; i++) {
      client.received(
          Buffer.buffer(
              ("{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"subscribe\","
                      + "\"params\":{\"query\":\"tm.event='Tx' AND transfer.sender='%s'\"}}")
                  .formatted(i, sender(i))));
    }
    String tx =
        "[{\"data\":{\"type\":\"tendermint/event/Tx\",\"value\":{}},\"events\":{"
            + "\"transfer.sender\":[\"%s\"],\"transfer.amount\":[\"10uatom\"],\"tm.event\":[\"Tx\"],"
                .formatted(sender(queries / 2))
            + "\"tx.hash\":[\"AB\"],\"tx.height\":[\"1\"]}}]";
    item = PROTOCOL.items(new Part(TX, Buffer.buffer(tx))).get(0);
    if (audiences.size() != queries || indexed() != 1) {
      throw new IllegalStateException("one query of " + queries + " must match");
    }
  }

  @Benchmark
  public int indexed() {
    touched.clear();
    index.offer(TX, item, touched);
    return settled();
  }

  @Benchmark
  public int everyQueryInTurn() {
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

  private static String sender(int number) {
    return String.format("cosmos1%032x", number);
  }
}
