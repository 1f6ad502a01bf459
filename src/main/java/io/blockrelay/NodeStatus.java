package io.blockrelay;

import io.blockrelay.bus.EventInbox;
import io.blockrelay.cluster.Cluster;
import io.blockrelay.edge.ChainCounts;
import io.blockrelay.ingest.IngestCounts;
import io.blockrelay.ingest.UpstreamCounts;
import io.blockrelay.model.ChainId;
import io.blockrelay.ops.HealthChecks;
import io.blockrelay.ops.Roster;
import io.blockrelay.registry.Permits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What people are told of a node: how far the chains are, who is connected, and who else is there.
 * Safe for any thread; its size is bounded by the configuration and {@link #NODES_MAX}.
 */
final class NodeStatus {
  private static final int NODES_MAX = 100;

  /** An id's start is enough to tell nodes apart. */
  private static final int ID_CHARS = 8;

  private final RelayConfig config;
  private final Cluster cluster;
  private final HealthChecks readiness;
  private final Permits permits;
  private final NodeMetrics metrics;
  private final Roster roster;
  private final Map<ChainId, EventInbox> inboxes = new ConcurrentHashMap<>();
  private final Map<ChainId, IngestCounts> ingests = new ConcurrentHashMap<>();
  private final Map<ChainId, Clients> clients = new ConcurrentHashMap<>();

  private record Clients(ChainCounts counts, Set<String> dialects) {}

  NodeStatus(
      RelayConfig config,
      Cluster cluster,
      HealthChecks readiness,
      Permits permits,
      NodeMetrics metrics) {
    this.config = config;
    this.cluster = cluster;
    this.readiness = readiness;
    this.permits = permits;
    this.metrics = metrics;
    this.roster = new Roster(cluster.nodeId(), this::self);
  }

  /** To be deployed, so that the nodes know of each other. */
  Roster roster() {
    return roster;
  }

  void add(ChainId chain, EventInbox inbox) {
    inboxes.put(chain, inbox);
  }

  void add(ChainId chain, IngestCounts ingest) {
    ingests.put(chain, ingest);
  }

  void add(ChainId chain, ChainCounts counts, Set<String> dialects) {
    clients.put(chain, new Clients(counts, dialects));
  }

  /** For operators: also where upstreams and nodes are. */
  JsonObject whole() {
    return status(true);
  }

  /** For whoever may be a client. */
  JsonObject open() {
    return status(false);
  }

  private JsonObject self() {
    return new JsonObject()
        .put("host", config.cluster().host())
        .put("roles", roles())
        .put("connections", permits.inUse())
        .put("version", Main.version());
  }

  private JsonObject status(boolean addresses) {
    List<JsonObject> nodes = roster.nodes();
    JsonArray chains = new JsonArray();
    config.chains().keySet().forEach(chain -> chains.add(chain(chain, addresses)));
    return new JsonObject()
        .put("node", shortId(cluster.nodeId()))
        .put("version", Main.version())
        .put("ready", readiness.reasons().isEmpty())
        .put(
            "connections",
            new JsonObject()
                .put("here", permits.inUse())
                .put("leased", permits.held())
                .put("cluster", connections(nodes))
                .put("budget", config.edge().connections()))
        .put("chains", chains)
        .put("clusterNodes", cluster.nodes().size())
        .put("nodes", nodes(nodes, addresses));
  }

  private static int connections(List<JsonObject> nodes) {
    return nodes.stream().mapToInt(node -> node.getInteger("connections")).sum();
  }

  private JsonArray nodes(List<JsonObject> heard, boolean addresses) {
    JsonArray nodes = new JsonArray();
    heard.stream()
        .limit(NODES_MAX)
        .forEach(
            said -> {
              JsonObject node = said.copy().put("id", shortId(said.getString("id")));
              if (!addresses) {
                node.remove("host");
              }
              nodes.add(node);
            });
    return nodes;
  }

  private JsonObject chain(ChainId id, boolean addresses) {
    JsonObject chain =
        new JsonObject().put("name", id.value()).put("protocol", config.chain(id).protocol());
    EventInbox inbox = inboxes.get(id);
    if (inbox != null) {
      chain
          .put("height", inbox.history().tipHeight())
          .put("fresh", inbox.fresh())
          .put("leader", shortId(inbox.leader()));
    }
    IngestCounts ingest = ingests.get(id);
    if (ingest != null) {
      chain.put("upstreams", upstreams(ingest, addresses));
    }
    Clients served = clients.get(id);
    if (served != null) {
      chain.put("connections", connections(served));
      Latencies.Percentiles latency = metrics.deliveries(id);
      if (latency.count() > 0) {
        chain.put(
            "latency",
            new JsonObject().put("p50Ms", latency.p50Ms()).put("p99Ms", latency.p99Ms()));
      }
    }
    return chain;
  }

  private static JsonArray upstreams(IngestCounts ingest, boolean addresses) {
    JsonArray upstreams = new JsonArray();
    for (UpstreamCounts upstream : ingest.upstreams()) {
      JsonObject shown = new JsonObject();
      if (addresses) {
        shown.put("address", upstream.name());
      }
      upstreams.add(
          shown
              .put("up", upstream.attached())
              .put("height", upstream.height())
              .put("lag", ingest.lag(upstream)));
    }
    return upstreams;
  }

  private static JsonObject connections(Clients served) {
    Map<String, Object> byDialect = new LinkedHashMap<>();
    served.dialects().stream()
        .sorted()
        .forEach(dialect -> byDialect.put(dialect, served.counts().connections(dialect)));
    return new JsonObject(byDialect);
  }

  private JsonArray roles() {
    return new JsonArray(config.roles().stream().map(Role::toString).toList());
  }

  private static String shortId(String id) {
    return id.substring(0, Math.min(ID_CHARS, id.length()));
  }
}
