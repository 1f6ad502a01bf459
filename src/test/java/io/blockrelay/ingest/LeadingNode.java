package io.blockrelay.ingest;

import static io.blockrelay.ingest.Blocks.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.bus.BusAddress;
import io.blockrelay.bus.BusCodecs;
import io.blockrelay.bus.EventBatch;
import io.blockrelay.bus.EventPublisher;
import io.blockrelay.history.History;
import io.blockrelay.history.HistoryConfig;
import io.blockrelay.model.Block;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.blockrelay.protocol.basalt.BasaltProtocol;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntUnaryOperator;

/** A follower that leads behind block 2, with one upstream to ask, and what it publishes. */
final class LeadingNode implements AutoCloseable {
  private static final ChainId CHAIN = new ChainId("test");
  private static final IngestConfig CONFIG =
      new IngestConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1024);

  final Vertx vertx = Vertx.vertx();
  final BlockingQueue<String> published = new LinkedBlockingQueue<>();
  final FakeSource source = new FakeSource();
  final History history = new History(new HistoryConfig(100, 10_000, 0));
  Set<EventKind> wanted = Set.of();
  final ChainFollower follower =
      new ChainFollower(
          new ChainJournal(CHAIN, new IngestCounts()),
          new ChainTracker(100),
          new Backfill(Future::succeededFuture),
          new PartsCompletion(() -> wanted, Future::succeededFuture),
          new Withdrawal(LeadingNode::takeBack, history),
          upstream -> List.of(source));
  private final UpstreamConnection upstream = detached();
  private long announcedHeight = -1;

  LeadingNode() {
    BusCodecs.register(vertx.eventBus());
    vertx
        .eventBus()
        .consumer(
            BusAddress.log(CHAIN),
            message -> {
              if (message.body() instanceof EventBatch batch) {
                batch.events().forEach(event -> published.add(told(event)));
              }
            });
    lead(run(2, 2));
  }

  /** Takes the lead where these blocks end. */
  void lead(List<Block> chain) {
    EventPublisher publisher =
        new EventPublisher(vertx, Runnable::run, CHAIN, "node", 1, Position.NONE, 2);
    follower.lead(
        publisher,
        chain.stream()
            .map(block -> new ChainTracker.Published(block.height(), block.hash()))
            .toList());
  }

  @Override
  public void close() {
    vertx.close();
  }

  /** Its upstream, which leads, announces them. */
  void announce(List<Block> blocks) {
    for (Block block : blocks) {
      follower.announced(announced(block));
      announcedHeight = block.height();
    }
  }

  ChainFollower.Announced announced(Block block) {
    return new ChainFollower.Announced(block, upstream, true, announcedHeight);
  }

  /** Its upstream is lost. */
  void loseUpstream() {
    follower.leading(Optional.empty());
  }

  void publishes(String... hashes) throws InterruptedException {
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
        .map(block -> Buffer.buffer("-" + block.hash() + told(block.parts())))
        .map(text -> new Part(Blocks.KIND, text))
        .toList();
  }

  private static String told(ChainEvent event) {
    return event.hash() + told(event.withdrawn()) + told(event.parts());
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

  /** One that is never started. */
  private UpstreamConnection detached() {
    UpstreamConfig address = new UpstreamConfig(URI.create("ws://127.0.0.1:1/"), null);
    return new UpstreamConnection(
        vertx,
        CHAIN,
        new UpstreamClient(vertx, address, IntUnaryOperator.identity(), 1024),
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
