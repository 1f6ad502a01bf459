package io.blockrelay.ingest;

import io.blockrelay.bus.EventInbox;
import io.blockrelay.bus.EventPublisher;
import io.blockrelay.model.Block;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.UpstreamDialogue;
import io.blockrelay.registry.Leadership;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Attaches to the upstreams of one chain, and publishes its log while this node leads the chain; a
 * node that does not lead stays attached, to take over at once.
 */
public final class IngestVerticle extends VerticleBase implements UpstreamListener {
  private static final long TICK_MS = 500;

  private final ChainId chain;
  private final ChainProtocol protocol;
  private final IngestConfig config;
  private final List<UpstreamConfig> upstreamConfigs;
  private final EventInbox inbox;
  private final Leadership leadership;
  private final String nodeId;
  private final IngestCounts counts = new IngestCounts();
  private final ChainJournal journal;
  private final List<UpstreamConnection> upstreams = new ArrayList<>();
  private final UpstreamRanking<UpstreamConnection> ranking = new UpstreamRanking<>();

  private ChainFollower follower;
  private DemandService demand;
  private PartsCompletion completion;
  private LeadershipLoop lead;

  @SuppressWarnings("NullAway.Init") // what needs a Vert.x is made at start
  public IngestVerticle(
      ChainId chain,
      ChainProtocol protocol,
      IngestConfig config,
      List<UpstreamConfig> upstreams,
      EventInbox inbox,
      Leadership leadership,
      String nodeId) {
    this.chain = chain;
    this.protocol = protocol;
    this.config = config;
    this.upstreamConfigs = List.copyOf(upstreams);
    this.inbox = inbox;
    this.leadership = leadership;
    this.nodeId = nodeId;
    this.journal = new ChainJournal(chain, counts);
  }

  /** What there is to watch of it. */
  public IngestCounts counts() {
    return counts;
  }

  @Override
  public Future<?> start() {
    Backfill backfill = new Backfill(() -> Pause.of(vertx, TICK_MS));
    demand =
        new DemandService(vertx, chain, nodeId, protocol, this::publishedSource, this::offered);
    completion = new PartsCompletion(demand::parts, () -> Pause.of(vertx, TICK_MS));
    Withdrawal withdrawal = new Withdrawal(protocol::withdraw, inbox.history());
    follower =
        new ChainFollower(
            journal, new ChainTracker(4_096), backfill, completion, withdrawal, this::sources);
    lead = new LeadershipLoop(vertx, chain, nodeId, leadership, inbox, follower, demand, journal);
    ReconnectPolicy reconnect =
        ReconnectPolicy.exponential(
            config.reconnectFirst(), config.reconnectMax(), new Random()::nextDouble);
    for (UpstreamConfig upstream : upstreamConfigs) {
      UpstreamClient client =
          new UpstreamClient(vertx, upstream, protocol::httpPort, config.frameBytesMax());
      UpstreamConnection connection =
          new UpstreamConnection(vertx, chain, client, protocol, reconnect, config, this);
      counts.add(connection.counts());
      ranking.add(connection);
      upstreams.add(connection);
    }
    upstreams.forEach(UpstreamConnection::start);
    vertx.setPeriodic(TICK_MS, id -> tick());
    vertx.setPeriodic(EventPublisher.ANNOUNCE_MS, id -> lead.announce());
    return Future.all(
        demand.start(),
        new BackfillService(vertx, chain, nodeId, () -> sources(upstreams.get(0))).start(),
        new ReadService(vertx, chain, nodeId, ReadSources.of(ranking), follower::tip).start());
  }

  @Override
  public Future<?> stop() {
    // What closes later would have nobody to tell it to.
    List<Future<?>> closed = new ArrayList<>();
    upstreams.forEach(upstream -> closed.add(upstream.stop()));
    closed.add(lead.stop());
    return Future.join(closed);
  }

  @Override
  public void block(UpstreamConnection from, Block block) {
    long previousHeight = ranking.previousHeight(from);
    ranking.announced(from, block);
    from.counts().announced(block.height());
    follower.announced(
        new ChainFollower.Announced(block, from, ranking.leads(from), previousHeight));
  }

  @Override
  public void event(UpstreamConnection from, Part part) {
    if (ranking.leads(from)) {
      follower.event(System.currentTimeMillis(), part);
    }
  }

  @Override
  public void changed(UpstreamConnection upstream) {
    ranking.live(upstream, upstream.live());
    followed();
    completion.upstreamsChanged();
    demand.bring();
    lead.tick(ranking.anyLive());
  }

  @Override
  public String resumeAfter() {
    return follower.tipHash();
  }

  private void tick() {
    upstreams.forEach(UpstreamConnection::checkStall);
    ranking.checkLag().ifPresent(left -> journal.lags(left.name()));
    followed();
    lead.tick(ranking.anyLive());
    demand.bring();
  }

  private void followed() {
    follower.leading(ranking.leading());
    ranking.leading().ifPresent(upstream -> counts.followed(upstream.name()));
  }

  /** Whose streams are published; null while this node does not lead. */
  private @Nullable UpstreamDialogue publishedSource() {
    return lead.leads() ? ranking.leading().map(UpstreamConnection::dialogue).orElse(null) : null;
  }

  /** Tries them at the newest block: a client should be told at once what it will never get. */
  private Future<Void> offered(Set<EventKind> kinds) {
    List<Block> newest = inbox.history().newestBlocks(1).stream().map(ChainEvent::block).toList();
    return completion
        .complete(newest, () -> sources(upstreams.get(0)))
        .compose(
            whole ->
                completion.lacksAny(kinds)
                    ? Future.failedFuture(Refusal.unsupported("the chain's nodes do not offer it"))
                    : Future.succeededFuture());
  }

  /** Whom to ask for blocks: the given upstream first, then every other one that is attached. */
  private List<UpstreamDialogue> sources(UpstreamConnection first) {
    List<UpstreamDialogue> sources = new ArrayList<>();
    upstreams.stream()
        .filter(UpstreamConnection::live)
        .forEach(
            upstream ->
                sources.add(upstream.equals(first) ? 0 : sources.size(), upstream.dialogue()));
    return sources;
  }
}
