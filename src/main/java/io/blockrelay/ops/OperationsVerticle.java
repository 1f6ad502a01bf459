package io.blockrelay.ops;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The operations port: {@code /health/live} and {@code /health/ready}, as JSON with the reason,
 * {@code /metrics} for Prometheus, the {@linkplain StatusPage page} for people, and {@code POST
 * /drain}, which ends the node as a signal does.
 */
public final class OperationsVerticle extends VerticleBase {
  public static final String LIVE_PATH = "/health/live";
  public static final String READY_PATH = "/health/ready";
  public static final String METRICS_PATH = "/metrics";
  public static final String DRAIN_PATH = "/drain";

  /** Less than what orchestrators wait for the answer. */
  private static final long LIVE_MS = 2_000;

  private static final String STUCK = "an event loop that serves clients does not answer";

  /** Prometheus's text format. */
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final OperationsConfig config;
  private final HealthChecks readiness;
  private final Supplier<Future<?>> liveness;
  private final Supplier<String> metrics;
  private final StatusPage statusPage;
  private final Runnable drain;
  private HttpServer server;

  /**
   * @param liveness completes when every event loop that serves clients has had a turn
   * @param metrics makes what Prometheus reads
   * @param drain stops the node in order
   */
  @SuppressWarnings("NullAway.Init") // server is set at start
  public OperationsVerticle(
      OperationsConfig config,
      HealthChecks readiness,
      Supplier<Future<?>> liveness,
      Supplier<String> metrics,
      StatusPage statusPage,
      Runnable drain) {
    this.config = config;
    this.readiness = readiness;
    this.liveness = liveness;
    this.metrics = metrics;
    this.statusPage = statusPage;
    this.drain = drain;
  }

  /** The port that it listens on, once deployed. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    router.get(LIVE_PATH).handler(this::live);
    router
        .get(READY_PATH)
        .handler(
            request -> {
              List<String> reasons = readiness.reasons();
              answer(request, reasons.isEmpty() ? "ready" : "not ready", reasons);
            });
    router.get(METRICS_PATH).handler(this::metrics);
    router.get(StatusPage.PAGE_PATH).handler(request -> statusPage.servePage(request.request()));
    router.get(StatusPage.JSON_PATH).handler(request -> statusPage.serve(request.request()));
    router.post(DRAIN_PATH).handler(this::drain);
    // The JDK's client asks for HTTP/2 with its first request, and now and then misreads the
    // answer.
    HttpServerOptions options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
    server = vertx.createHttpServer(options).requestHandler(router);
    return server.listen(config.port(), config.host());
  }

  /** Only that event loops turn; more would restart nodes that only wait for others. */
  private void live(RoutingContext request) {
    // On this verticle's context, or the time-out would come on another thread.
    Promise<Object> turns = ((ContextInternal) context).promise();
    liveness.get().<Object>mapEmpty().onComplete(turns);
    turns
        .future()
        .timeout(LIVE_MS, TimeUnit.MILLISECONDS)
        .onSuccess(all -> answer(request, "live", List.of()))
        .onFailure(stuck -> answer(request, "not live", List.of(STUCK)));
  }

  private void metrics(RoutingContext request) {
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, METRICS_TYPE).end(metrics.get());
  }

  private void drain(RoutingContext request) {
    if (request.request().headers().contains(HttpHeaders.ORIGIN)) {
      // A page that an operator looks at must not stop the nodes that their browser can reach.
      request.response().setStatusCode(403).end();
      return;
    }
    request.response().setStatusCode(202).end();
    drain.run();
  }

  private static void answer(RoutingContext request, String status, List<String> reasons) {
    JsonObject body = new JsonObject().put("status", status);
    if (!reasons.isEmpty()) {
      body.put("reasons", new JsonArray(reasons));
    }
    request
        .response()
        .setStatusCode(reasons.isEmpty() ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(body.encode());
  }
}
