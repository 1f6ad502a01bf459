package io.blockrelay.ingest;

import static io.blockrelay.ingest.Blocks.block;
import static io.blockrelay.ingest.Blocks.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.bus.BusAddress;
import io.blockrelay.bus.BusCodecs;
import io.blockrelay.bus.EventPublisher;
import io.blockrelay.model.Block;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Position;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.basalt.BasaltProtocol;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChainFollowerTest {
  private static final ChainId CHAIN = new ChainId("test");
  private static final IngestConfig CONFIG =
      new IngestConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1024);

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<String> published = new LinkedBlockingQueue<>();
  private final FakeSource source = new FakeSource();
  private final ChainFollower follower =
      new ChainFollower(
          CHAIN,
          new ChainTracker(100),
          new Backfill(Future::succeededFuture),
          upstream -> List.of(source));
  private final UpstreamConnection upstream = detached();

  @BeforeEach
  void lead() {
    BusCodecs.register(vertx.eventBus());
    vertx
        .eventBus()
        .consumer(
            BusAddress.log(CHAIN),
            message -> {
              if (message.body() instanceof ChainEvent event) {
                published.add(event.hash());
              }
            });
    EventPublisher publisher = new EventPublisher(vertx, CHAIN, "node", 1, Position.NONE, 2);
    follower.lead(publisher, List.of(new ChainTracker.Published(2, "2")));
  }

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void publishesWhatExtendsTheChain() throws InterruptedException {
    announce(run(3, 5));

    publishes("3", "4", "5");
  }

  @Test
  void looksAtNothingElseWhileAGapIsFilled() throws InterruptedException {
    Promise<List<Block>> ancestors = Promise.promise();
    source.answer(ancestors.future());
    announce(run(5, 7));
    assertThat(source.asked).containsExactly("3 to 4");

    ancestors.complete(run(3, 4));

    publishes("3", "4", "5", "6", "7");
    assertThat(source.asked).hasSize(1);
  }

  @Test
  void doesNotWaitForAnAnswerThatAnotherUpstreamAnnounces() throws InterruptedException {
    Promise<List<Block>> ancestors = Promise.promise();
    source.answer(ancestors.future());
    announce(run(5, 5));
    announce(run(4, 4));

    announce(run(3, 3));

    publishes("3", "4", "5");
    ancestors.complete(run(3, 4));
    publishes();
  }

  @Test
  void takesFromAnotherUpstreamSomeOfWhatNobodyCouldGive() throws InterruptedException {
    Promise<List<Block>> ancestors = Promise.promise();
    source.answer(ancestors.future());
    source.answer(Future.succeededFuture(run(3, 3)));
    announce(run(5, 5));
    announce(run(4, 4));

    ancestors.fail(new NotFoundException("block 4"));

    publishes("3", "4", "5");
  }

  @Test
  void goesOnBehindAGapThatNobodyCanFill() throws InterruptedException {
    source.answer(Future.failedFuture(new NotFoundException("blocks")));

    announce(run(5, 6));

    publishes("5", "6");
  }

  @Test
  void dropsABlockWhoseBranchWasLeftWhileItWasAsked() throws InterruptedException {
    source.answer(Future.succeededFuture(run(3, 4, "b")));

    announce(run(5, 5));
    announce(run(3, 3));

    publishes("3");
  }

  @Test
  void goesDownABranchUntilTheChainIsShared() throws InterruptedException {
    announce(run(3, 20));
    publishes(run(3, 20).stream().map(Block::hash).toArray(String[]::new));
    List<Block> branch = new ArrayList<>(List.of(block(10, "b", "9")));
    branch.addAll(run(11, 20, "b"));
    source.answer(Future.succeededFuture(branch.subList(7, 11)));
    source.answer(Future.succeededFuture(join(run(9, 9), branch.subList(0, 7))));

    announce(run(21, 21, "b"));

    publishes("10b", "11b", "12b", "13b", "14b", "15b", "16b", "17b", "18b", "19b", "20b", "21b");
  }

  @Test
  void publishesNothingOfAGapThatIsFilledAfterItsLeadHasEnded() {
    Promise<List<Block>> ancestors = Promise.promise();
    source.answer(ancestors.future());
    announce(run(5, 5));
    follower.standBy();

    ancestors.complete(run(3, 4));

    assertThat(follower.tipHash()).isEmpty();
    assertThat(published).isEmpty();
  }

  private void announce(List<Block> blocks) {
    blocks.forEach(
        block -> follower.announced(new ChainFollower.Announced(block, upstream, true, -1)));
  }

  private void publishes(String... hashes) throws InterruptedException {
    // What comes last shows that nothing else did.
    follower.event(Blocks.KIND, 0, Buffer.buffer("end"));
    List<String> got = new ArrayList<>();
    for (String next = published.take(); !next.isEmpty(); next = published.take()) {
      got.add(next);
    }
    assertThat(got).containsExactly(hashes);
  }

  private static List<Block> join(List<Block> first, List<Block> then) {
    List<Block> joined = new ArrayList<>(first);
    joined.addAll(then);
    return joined;
  }

  /** One that is never started. */
  private UpstreamConnection detached() {
    UpstreamConfig address = new UpstreamConfig(URI.create("ws://127.0.0.1:1/"), null);
    return new UpstreamConnection(
        vertx,
        CHAIN,
        new UpstreamClient(vertx, address, 1024),
        new BasaltProtocol(),
        attempt -> Duration.ofSeconds(1),
        CONFIG,
        new IgnoringListener());
  }

  private static final class IgnoringListener implements UpstreamListener {
    @Override
    public void block(UpstreamConnection from, Block block) {}

    @Override
    public void event(UpstreamConnection from, EventKind kind, Buffer payload) {}

    @Override
    public void changed(UpstreamConnection upstream) {}

    @Override
    public String resumeAfter() {
      return "";
    }
  }
}
