package io.blockrelay.edge;

import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Reads;
import io.blockrelay.registry.Permits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves clients on one event loop. Deployed once a core: the instances share the port, and each
 * has its own sessions, audiences and place in the chains' logs, so nothing is shared between loops
 * on the way to a client.
 */
public final class EdgeVerticle extends VerticleBase {
  /**
   * How often every session is looked at, for messages that waited too long and for pings, and
   * every chain, for constants that are not known.
   */
  private static final long SWEEP_MS = 250;

  private final EdgeConfig config;
  private final int resumeBlocksMax;
  private final List<ServedChain> chains;
  private final Permits permits;
  private final Sessions sessions = new Sessions();
  private final List<ChainRoute> served = new ArrayList<>();
  private HttpServer server;

  /**
   * @param resumeBlocksMax how far behind the tip a client may resume
   * @param permits the node's part of the budget, shared by its edge verticles
   */
  @SuppressWarnings("NullAway.Init") // server is set at start
  public EdgeVerticle(
      EdgeConfig config, int resumeBlocksMax, List<ServedChain> chains, Permits permits) {
    this.config = config;
    this.resumeBlocksMax = resumeBlocksMax;
    this.chains = List.copyOf(chains);
    this.permits = permits;
  }

  /** The port that clients connect to, once deployed. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public Future<?> start() {
    Routes<ChainRoute> routes = new Routes<>();
    for (ServedChain chain : chains) {
      ChainRoute route = route(chain);
      routes.add(chain.paths(), route);
      served.add(route);
    }
    // Connections are dealt out to the node's edge verticles in turn, so each has its share.
    int share = Math.max(1, config.handshakesMax() / context.getInstanceCount());
    Handshakes handshakes = new Handshakes(share, config.handshakeTimeout().toNanos());
    Upgrades upgrades = new Upgrades(config, permits, handshakes, sessions);
    Posts posts = new Posts(config, permits, handshakes);
    Door door = new Door(routes, new Keys(config.keys()), upgrades, posts);
    server =
        vertx
            .createHttpServer(EdgeServer.options(config))
            .connectionHandler(handshakes::connected)
            .requestHandler(door::knock)
            .exceptionHandler(broken -> {});
    vertx.setPeriodic(SWEEP_MS, id -> sweep(handshakes));
    return server.listen();
  }

  @Override
  public Future<?> stop() {
    // Every client is told before the listener goes; Vert.x closes what remains.
    sessions.closeAll(CloseReason.GOING_AWAY);
    Promise<Void> told = Promise.promise();
    vertx.setTimer(SWEEP_MS, id -> told.complete());
    return told.future().compose(done -> server.close());
  }

  private ChainRoute route(ServedChain chain) {
    ChainHub hub = chain.hub();
    ChainProtocol protocol = hub.protocol();
    ChainFeed feed = new ChainFeed(context, hub);
    OldBlocks oldBlocks = new OldBlocks(vertx, hub);
    Resume resume = new Resume(vertx, feed, oldBlocks, resumeBlocksMax);
    Reads reads = new LeaderReads(vertx, feed);
    return new ChainRoute(protocol, protocol.terms(), feed, reads, resume, oldBlocks);
  }

  private void sweep(Handshakes handshakes) {
    long now = System.nanoTime();
    sessions.check(now);
    handshakes.check(now);
    served.forEach(ChainRoute::askConstants);
  }
}
