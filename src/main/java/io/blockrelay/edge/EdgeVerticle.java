package io.blockrelay.edge;

import io.blockrelay.protocol.CloseReason;
import io.blockrelay.registry.Permits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
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
    RouteTable routes = new RouteTable(context, resumeBlocksMax, chains);
    // Connections are dealt out to the node's edge verticles in turn, so each has its share.
    int share = Math.max(1, config.handshakesMax() / context.getInstanceCount());
    Handshakes handshakes = new Handshakes(share, config.handshakeTimeout().toNanos());
    Admission admission = new Admission(config, permits, sessions);
    Upgrades upgrades = new Upgrades(config, handshakes, admission);
    EventStreams streams = new EventStreams(config, handshakes, admission);
    Posts posts = new Posts(config, permits, handshakes);
    Keys keys = new Keys(config.keys());
    Documents documents = new Documents(config.publicAddress());
    Door door = new Door(routes, keys, upgrades, streams, posts, documents);
    server =
        vertx
            .createHttpServer(EdgeServer.options(config))
            .connectionHandler(handshakes::connected)
            .requestHandler(door::knock)
            .exceptionHandler(broken -> {});
    vertx.setPeriodic(SWEEP_MS, id -> sweep(handshakes, routes));
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

  private void sweep(Handshakes handshakes, RouteTable routes) {
    long now = System.nanoTime();
    sessions.check(now);
    handshakes.check(now);
    routes.askConstants();
  }
}
