package io.blockrelay.ingest;

import static io.blockrelay.ingest.Blocks.block;
import static io.blockrelay.ingest.Blocks.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.bus.BusAddress;
import io.blockrelay.bus.BusCodecs;
import io.blockrelay.bus.EventPublisher;
import io.blockrelay.history.History;
import io.blockrelay.history.HistoryConfig;
import io.blockrelay.model.Block;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.basalt.BasaltProtocol;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
  private Set<EventKind> wanted = Set.of();
  private final ChainFollower follower =
      new ChainFollower(
          CHAIN,
          new ChainTracker(100),
          new Backfill(Future::succeededFuture),
          new PartsCompletion(() -> wanted, Future::succeededFuture),
          new Withdrawal(
              ChainFollowerTest::takeBack, new History(new HistoryConfig(100, 10_000, 0))),
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
                published.add(event.hash() + told(event.withdrawn()) + told(event.parts()));
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

    publishes(
        "10b-20-19-18-17-16-15-14-13-12-11-10",
        "11b",
        "12b",
        "13b",
        "14b",
        "15b",
        "16b",
        "17b",
        "18b",
        "19b",
        "20b",
        "21b");
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

  @Test
  void publishesABlockWithThePartsThatSomebodyWants() throws InterruptedException {
    wanted = Set.of(FakeSource.LOGS);
    source.parts("3", Future.succeededFuture("a log"));
    source.parts("4", Future.succeededFuture("none"));

    announce(run(3, 4));

    publishes("3+a log", "4+none");
  }

  @Test
  void looksAtNothingElseWhilePartsAreFetched() throws InterruptedException {
    wanted = Set.of(FakeSource.LOGS);
    Promise<String> logs = Promise.promise();
    source.parts("3", logs.future());
    source.parts("4", Future.succeededFuture("none"));
    announce(run(3, 4));
    assertThat(follower.tipHash()).isEqualTo("2");

    logs.complete("a log");

    publishes("3+a log", "4+none");
  }

  @Test
  void fetchesWhatSomebodyBeganToWantMeanwhile() throws InterruptedException {
    wanted = Set.of(FakeSource.LOGS);
    Promise<String> logs = Promise.promise();
    source.parts("3", logs.future());
    announce(run(3, 3));
    wanted = Set.of(FakeSource.LOGS, FakeSource.RECEIPTS);
    source.parts("3", Future.succeededFuture("a receipt"));

    logs.complete("a log");

    publishes("3+a log+a receipt");
  }

  @Test
  void asksAgainForPartsThatANodeDidNotGive() throws InterruptedException {
    wanted = Set.of(FakeSource.LOGS);
    source.parts("3", Future.failedFuture("time-out"));
    source.parts("3", Future.succeededFuture("a log"));

    announce(run(3, 3));

    publishes("3+a log");
  }

  @Test
  void goesOnWithoutAPartThatNoUpstreamOffers() throws InterruptedException {
    wanted = Set.of(FakeSource.LOGS);
    source.parts("3", Future.failedFuture(Refusal.unsupported("no such method")));

    announce(run(3, 4));

    publishes("3", "4");
  }

  @Test
  void leavesABlockThatNobodyKnowsAnyMoreToTheNextAnnouncement() throws InterruptedException {
    wanted = Set.of(FakeSource.LOGS);
    source.parts("3", Future.failedFuture(new NotFoundException("block 3")));
    source.parts("3b", Future.succeededFuture("none"));

    announce(run(3, 3));
    announce(List.of(block(3, "b", "2")));

    publishes("3b+none");
  }

  @Test
  void takesBackWhatLeavesTheChainNewestBlockFirst() throws InterruptedException {
    announce(run(3, 4));
    publishes("3", "4");

    announce(List.of(block(3, "b", "2"), block(4, "b"), block(5, "b")));

    publishes("3b-4-3", "4b", "5b");
  }

  private void announce(List<Block> blocks) {
    blocks.forEach(
        block -> follower.announced(new ChainFollower.Announced(block, upstream, true, -1)));
  }

  private void publishes(String... hashes) throws InterruptedException {
    // What comes last shows that nothing else did.
    follower.event(0, new Part(Blocks.KIND, Buffer.buffer("end")));
    List<String> got = new ArrayList<>();
    for (String next = published.take(); !next.equals("+end"); next = published.take()) {
      got.add(next);
    }
    assertThat(got).containsExactly(hashes);
  }

  private static List<Part> takeBack(List<Block> removed, List<Block> instead) {
    return removed.stream()
        .map(block -> new Part(Blocks.KIND, Buffer.buffer("-" + block.hash())))
        .toList();
  }

  /** Everything but the block itself. */
  private static String told(List<Part> parts) {
    StringBuilder told = new StringBuilder();
    for (Part part : parts) {
      String text = part.payload().toString();
      if (!text.startsWith("block ")) {
        told.append(text.startsWith("-") ? text : "+" + text);
      }
    }
    return told.toString();
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
    public void event(UpstreamConnection from, Part part) {}

    @Override
    public void changed(UpstreamConnection upstream) {}

    @Override
    public String resumeAfter() {
      return "";
    }
  }
}
