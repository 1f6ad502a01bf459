package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.Await;
import io.blockrelay.bus.BusCodecs;
import io.blockrelay.bus.BusNode;
import io.blockrelay.bus.EventInbox;
import io.blockrelay.bus.EventPublisher;
import io.blockrelay.history.History;
import io.blockrelay.history.HistoryConfig;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.Position;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.CloseReason;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replay whose loop has still to be given what the history has already. */
class ReplayTest {
  private static final ChainId CHAIN = new ChainId("test");

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final TransactionChain protocol = new TransactionChain(Set.of());
  private final AtomicInteger caughtUp = new AtomicInteger();
  private ChainFeed feed;
  private EventPublisher log;

  @BeforeEach
  void start() {
    BusCodecs.register(vertx.eventBus());
    History history = new History(new HistoryConfig(100, 1 << 20, 100));
    BusNode node = new BusNode("node", () -> Set.of("node"));
    EventInbox inbox = new EventInbox(CHAIN, history, node, protocol::withdraw);
    Await.get(vertx.deployVerticle(inbox));
    Await.get(inbox.takeOver(1));
    ChainHub hub =
        new ChainHub(CHAIN, protocol, inbox, new ChainCounts(new ClientCounts(), ms -> {}));
    feed = new ChainFeed(loop, hub);
    log = new EventPublisher(vertx, Runnable::run, CHAIN, "node", 1, Position.NONE, -1);
    publish(1, "b1", "");
    Await.until("the loop has it", () -> onLoop(feed::newest) == 1);
  }

  @AfterEach
  void close() {
    Await.get(vertx.close());
  }

  @Test
  void catchesUpOnceHoweverOftenItIsPumpedMeanwhile() {
    Replay replay = onLoop(this::aheadOfTheLoop);
    onLoop(() -> pump(replay));
    onLoop(() -> pump(replay));

    publish(2, "b2", "b1");
    Await.until("it has caught up", () -> caughtUp.get() > 0);
    onLoop(() -> pump(replay));

    assertThat(caughtUp).hasValue(1);
  }

  @Test
  void leavesNothingBehindWhenItEndsBeforeTheNextBlock() {
    WeakReference<Replay> ended =
        onLoop(
            () -> {
              Replay replay = aheadOfTheLoop();
              replay.pump();
              replay.end();
              return new WeakReference<>(replay);
            });

    Await.collected(ended);
    assertThat(onLoop(feed::newest)).isEqualTo(1);
  }

  /** It is to begin with the block after the next one. */
  private Replay aheadOfTheLoop() {
    Located start = new Located.Remembered(feed.newest() + 2, 0);
    OldBlocks oldBlocks = new OldBlocks(vertx, feed.hub());
    return new Replay(
        session(), feed, oldBlocks, protocol.stream(), start, end -> caughtUp.incrementAndGet());
  }

  private static Replay pump(Replay replay) {
    replay.pump();
    return replay;
  }

  private void publish(long height, String hash, String parent) {
    log.publish(TransactionChain.block(height, hash, parent, 1), List.of());
  }

  private <T> T onLoop(Callable<T> action) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(
        go -> {
          try {
            done.complete(action.call());
          } catch (Exception e) {
            done.fail(e);
          }
        });
    return Await.get(done.future());
  }

  @SuppressWarnings("NullAway") // Nothing else of the chain is asked for.
  private Session session() {
    ClientDialect dialect = protocol.dialects().get(0);
    ChainRoute route = new ChainRoute(CHAIN, dialect, dialect.terms(), feed, null, null, null);
    return new Session(new Connection(), route, gone -> {});
  }

  /** A connection that takes everything. */
  private static final class Connection implements ClientConnection {
    private final FakeSink sink = new FakeSink();

    @Override
    public FrameSink sink() {
      return sink;
    }

    @Override
    public Framing framing() {
      return Framing.WEBSOCKET;
    }

    @Override
    public void open(Session session) {}

    @Override
    public void begin() {}

    @Override
    public void check(Session session, long now) {}

    @Override
    public void close(CloseReason reason, List<Buffer> lastWords) {}
  }
}
