package io.blockrelay.edge;

import io.blockrelay.ops.StatusPage;
import io.blockrelay.registry.Permits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private final Gate gate;
  private final ClientCounts counts;
  private final StatusPage statusPage;
  private final Sessions sessions = new Sessions();

  /** How many messages waited for its clients when it last looked. */
  private long waiting;

  private HttpServer server;
  private volatile @Nullable Drain drain;

  /**
   * @param resumeBlocksMax how far behind the tip a client may resume
   * @param permits the node's part of the budget, shared by its edge verticles
   * @param gate shared by them, too
   * @param counts where they count
   * @param statusPage what people see at {@code /}, where the configuration has it
   */
  @SuppressWarnings("NullAway.Init") // server is set at start
  public EdgeVerticle(
      EdgeConfig config,
      int resumeBlocksMax,
      List<ServedChain> chains,
      Permits permits,
      Gate gate,
      ClientCounts counts,
      StatusPage statusPage) {
    this.config = config;
    this.resumeBlocksMax = resumeBlocksMax;
    this.chains = List.copyOf(chains);
    this.permits = permits;
    this.gate = gate;
    this.counts = counts;
    this.statusPage = statusPage;
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
    Handshakes handshakes =
        new Handshakes(
            share, config.handshakeTimeout().toNanos(), () -> counts.reject(Rejection.HANDSHAKES));
    Admission admission = new Admission(config, permits, sessions);
    Upgrades upgrades = new Upgrades(config, handshakes, admission, gate);
    EventStreams streams = new EventStreams(config, handshakes, admission, gate.origins());
    Posts posts = new Posts(config, permits, handshakes);
    Documents documents = new Documents(config.publicAddress());
    Door door =
        new Door(
            routes,
            gate,
            config.statusPage() ? statusPage : null,
            upgrades,
            streams,
            posts,
            documents);
    HttpServerOptions options = EdgeServer.options(config);
    gate.secure(options);
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(handshakes::connected)
            .requestHandler(request -> knock(door, request))
            .invalidRequestHandler(this::turnAway)
            .exceptionHandler(broken -> {});
    gate.onCertificate(pem -> show(pem, options));
    drain = new Drain(vertx, server, sessions);
    vertx.setPeriodic(SWEEP_MS, id -> sweep(handshakes, routes));
    return server.listen();
  }

  /** Completes when this event loop comes to it; to be bounded by the caller. Any thread. */
  public Future<Void> answers() {
    Promise<Void> answer = Promise.promise();
    context.runOnContext(turn -> answer.complete());
    return answer.future();
  }

  /** Closes at once what is not drained. */
  @Override
  public Future<?> stop() {
    return drain(Duration.ZERO).onComplete(ended -> drain = null);
  }

  /**
   * Takes no more clients, and closes those that it has, one after the other; when it is already
   * about it, those that are left. Safe for any thread.
   *
   * @param window how long that may take
   * @return completes when every connection has ended, within seconds after the window
   */
  public Future<Void> drain(Duration window) {
    Drain begun = drain;
    if (begun == null) {
      return Future.succeededFuture();
    }
    Promise<Void> drained = Promise.promise();
    context.runOnContext(go -> begun.begin(window).onComplete(drained));
    return drained.future();
  }

  private void knock(Door door, HttpServerRequest request) {
    counts.watch(request, Rejection.BAD_REQUEST);
    door.knock(request);
  }

  /** What could not be read as a request. */
  private void turnAway(HttpServerRequest request) {
    counts.watch(request, Rejection.MALFORMED);
    HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
  }

  /** Connections that stand keep what they were shown. */
  private void show(PemKeyCertOptions pem, HttpServerOptions options) {
    server.updateSSLOptions(options.getSslOptions().copy().setKeyCertOptions(pem));
  }

  private void sweep(Handshakes handshakes, RouteTable routes) {
    long now = System.nanoTime();
    long nowWaiting = sessions.check(now);
    counts.waiting(nowWaiting - waiting);
    waiting = nowWaiting;
    handshakes.check(now);
    routes.askConstants();
  }
}
