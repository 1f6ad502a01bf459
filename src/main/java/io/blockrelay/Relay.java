package io.blockrelay;

import io.blockrelay.bus.BusCodecs;
import io.blockrelay.bus.BusEcho;
import io.blockrelay.bus.BusNode;
import io.blockrelay.bus.EventInbox;
import io.blockrelay.cluster.Cluster;
import io.blockrelay.cluster.ClusterNode;
import io.blockrelay.cluster.LocalCluster;
import io.blockrelay.cluster.Transports;
import io.blockrelay.history.History;
import io.blockrelay.ingest.IngestVerticle;
import io.blockrelay.model.ChainId;
import io.blockrelay.ops.HealthChecks;
import io.blockrelay.ops.OperationsVerticle;
import io.blockrelay.ops.StatusPage;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.registry.Leadership;
import io.blockrelay.registry.Permits;
import io.blockrelay.registry.RegistryVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running node: the verticles of its roles, and the order in which they start and stop. */
final class Relay {
  private static final long SETTLE_MS = 500;
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private final RelayConfig config;
  private final Cluster cluster;
  private final boolean embeddedValidator;
  private final Vertx vertx;
  private final Map<ChainId, EventInbox> inboxes = new LinkedHashMap<>();
  private final HealthChecks readiness = new HealthChecks();
  private final NodeMetrics metrics = new NodeMetrics();
  private final Permits permits;
  private final NodeStatus status;
  private final Edges edges;
  private final OperationsVerticle operations;

  private final Deployments deployments;
  private final Promise<Ending> ending = Promise.promise();
  private volatile boolean draining;
  private volatile boolean settled;
  private @Nullable Future<Void> stopped;

  private Relay(RelayConfig config, Cluster cluster, boolean embeddedValidator) {
    this.embeddedValidator = embeddedValidator;
    this.config = config;
    this.cluster = cluster;
    this.vertx = cluster.vertx();
    // An inbox and an ingest each.
    this.deployments = new Deployments(vertx, Math.max(1, 2 * config.chains().size()));
    this.permits = new Permits(cluster, config.edge().connections());
    this.status = new NodeStatus(config, cluster, readiness, permits, metrics);
    this.edges = new Edges(config, permits, metrics, status);
    this.operations =
        new OperationsVerticle(
            config.operations(),
            readiness,
            edges::answer,
            metrics::scrape,
            new StatusPage(status::whole),
            () -> ending.tryComplete(Ending.TOLD));
  }

  /** Fails with a message for the operator; nothing is left running then. */
  static Future<Relay> start(RelayConfig config, LaunchOptions launch) {
    return join(config, launch)
        .compose(
            cluster ->
                launch.embeddedValidator()
                    ? EmbeddedValidator.start(cluster.vertx(), config)
                        .compose(fed -> start(fed, cluster, true))
                    : start(config, cluster, false));
  }

  static Future<Relay> start(RelayConfig config, Cluster cluster, boolean embeddedValidator) {
    Relay relay = new Relay(config, cluster, embeddedValidator);
    return relay
        .deploy()
        .map(relay)
        .recover(failure -> relay.stop().transform(s -> Future.failedFuture(failure)));
  }

  private static Future<Cluster> join(RelayConfig config, LaunchOptions launch) {
    VertxOptions options = new VertxOptions();
    if (!launch.clustered()) {
      return Future.succeededFuture(new LocalCluster(Transports.builder(options).build()));
    }
    boolean holdsData =
        config.roles().contains(Role.INGEST) || config.roles().contains(Role.REGISTRY);
    return ClusterNode.join(config.cluster(), launch.clusterXml(), holdsData, options);
  }

  /** Where clients connect, once started; -1 on a node that serves none. */
  int edgePort() {
    return edges.port();
  }

  int operationsPort() {
    return operations.port();
  }

  Cluster cluster() {
    return cluster;
  }

  /** What must hold for this node to be sent clients. */
  HealthChecks readiness() {
    return readiness;
  }

  /** What runs and where to connect, for a terminal. */
  List<String> banner() {
    return new Banner(config, this, embeddedValidator).lines();
  }

  /** Completes when the node is to be stopped for another reason than a signal. */
  Future<Ending> ending() {
    return ending.future();
  }

  /** Whether it is about to stop. Safe for any thread. */
  boolean draining() {
    return draining;
  }

  /**
   * Stops taking clients first and leaves the cluster last; the clients go over the time that the
   * configuration gives them.
   */
  synchronized Future<Void> stop() {
    if (stopped == null) {
      draining = true;
      stopped = stopInOrder();
    }
    return stopped;
  }

  private Future<Void> stopInOrder() {
    // Bound to no event loop, for they all end before it completes.
    Promise<Void> end = Promise.promise();
    LOG.atInfo().addKeyValue("window", Durations.text(config.edge().drain())).log("stopping");
    edges
        .drain(config.edge().drain())
        .transform(drained -> deployments.undo())
        .onComplete(done -> metrics.close())
        .onComplete(
            done -> cluster.leave().onComplete(left -> deployments.close()).onComplete(end));
    return end.future();
  }

  /** Lets the clients that are left go at once. */
  void hurry() {
    edges.drain(Duration.ZERO);
  }

  private Future<?> deploy() {
    readiness.require("draining", () -> !draining);
    // Last of all, and whatever its roles: a node that goes without a word may be cut off.
    deployments.onStop(permits::stop);
    BusCodecs.register(vertx.eventBus());
    metrics.add(() -> cluster.nodes().size(), readiness, () -> draining);
    return deployInboxes()
        .compose(done -> deployEcho())
        .compose(done -> deployRegistry())
        .compose(done -> deployIngest())
        .compose(done -> deployEdges())
        .compose(done -> deployments.deploy(status.roster()))
        .compose(done -> deployOperations());
  }

  private Future<?> deployInboxes() {
    BusNode node = new BusNode(cluster.nodeId(), cluster::nodes);
    List<Future<?>> deployed = new ArrayList<>();
    for (ChainId chain : config.chains().keySet()) {
      ChainProtocol protocol = Protocols.create(config.chains().get(chain));
      EventInbox inbox =
          new EventInbox(chain, new History(config.history()), node, protocol::withdraw);
      inboxes.put(chain, inbox);
      readiness.require("chain " + chain + ": no leader is heard", inbox::fresh);
      metrics.add(chain, inbox);
      status.add(chain, inbox);
      deployed.add(deployments.deployAside(inbox));
    }
    return Future.all(deployed);
  }

  private Future<?> deployEcho() {
    BusNode node = new BusNode(cluster.nodeId(), cluster::nodes);
    LongConsumer tookMs = metrics.loopbackMs();
    BusEcho echo =
        new BusEcho(
            node,
            inboxes.values(),
            nanos -> tookMs.accept(TimeUnit.NANOSECONDS.toMillis(nanos)),
            () -> ending.tryComplete(Ending.DEAF));
    readiness.require("no other node answers on the bus", echo::answered);
    readiness.require("shared entries have not all their copies yet", () -> settled);
    awaitSettled();
    return deployments.deploy(echo);
  }

  /** Once only: later the cluster is without some copies whenever a node leaves. */
  private void awaitSettled() {
    cluster
        .safe()
        .otherwise(false)
        .onSuccess(
            safe -> {
              settled = safe;
              if (!safe && !draining) {
                vertx.setTimer(SETTLE_MS, id -> awaitSettled());
              }
            });
  }

  private Future<?> deployRegistry() {
    return config.roles().contains(Role.REGISTRY)
        ? deployments.deploy(new RegistryVerticle(cluster, config.chains().keySet()))
        : Future.succeededFuture();
  }

  private Future<?> deployIngest() {
    List<Future<?>> deployed = new ArrayList<>();
    if (config.roles().contains(Role.INGEST)) {
      inboxes.forEach((chain, inbox) -> deployed.add(deploy(chain, ingest(chain, inbox))));
    }
    return Future.all(deployed);
  }

  private Future<?> deploy(ChainId chain, IngestVerticle ingest) {
    return deployments
        .deployAside(ingest)
        .onSuccess(
            deployed -> {
              metrics.add(chain, ingest.counts());
              status.add(chain, ingest.counts());
            });
  }

  private IngestVerticle ingest(ChainId chain, EventInbox inbox) {
    ChainConfig chainConfig = config.chain(chain);
    return new IngestVerticle(
        chain,
        Protocols.create(chainConfig),
        config.ingest(),
        chainConfig.upstreams(),
        inbox,
        new Leadership(cluster),
        cluster.nodeId());
  }

  private Future<?> deployEdges() {
    return config.roles().contains(Role.EDGE)
        ? edges.deploy(deployments, inboxes)
        : Future.succeededFuture();
  }

  private Future<?> deployOperations() {
    return deployments
        .deploy(operations)
        .recover(
            failure ->
                Deployments.portTaken(failure, config.operations().port(), "operations.port"));
  }
}
