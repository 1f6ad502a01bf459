package io.blockrelay;

import io.blockrelay.bus.EventInbox;
import io.blockrelay.edge.ChainCounts;
import io.blockrelay.edge.ChainHub;
import io.blockrelay.edge.ClientCounts;
import io.blockrelay.edge.EdgeVerticle;
import io.blockrelay.edge.Gate;
import io.blockrelay.edge.ServedChain;
import io.blockrelay.model.ChainId;
import io.blockrelay.ops.StatusPage;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.registry.Permits;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What a node serves clients with: an edge verticle a core, and what they share. */
final class Edges {
  private final RelayConfig config;
  private final Permits permits;
  private final NodeMetrics metrics;
  private final NodeStatus status;
  private final ClientCounts clients = new ClientCounts();
  private final List<EdgeVerticle> verticles = new CopyOnWriteArrayList<>();

  /**
   * @param permits the node's part of the budget
   * @param metrics where they count
   * @param status where people see it
   */
  Edges(RelayConfig config, Permits permits, NodeMetrics metrics, NodeStatus status) {
    this.config = config;
    this.permits = permits;
    this.metrics = metrics;
    this.status = status;
  }

  /** Lets clients in, once; to be called when the inboxes are there. */
  Future<?> deploy(Deployments deployments, Map<ChainId, EventInbox> inboxes) {
    metrics.add(permits, config.edge().connections(), clients);
    List<ServedChain> served = served(inboxes);
    StatusPage page = new StatusPage(status::open);
    Gate gate = new Gate(config.edge(), clients);
    int cores = Runtime.getRuntime().availableProcessors();
    return permits
        .start()
        .compose(started -> deployments.deploy(gate))
        .compose(open -> deployments.deploy(() -> edge(served, gate, page), cores))
        .recover(failure -> Deployments.portTaken(failure, config.edge().port(), "edge.port"));
  }

  /** Where clients connect, once deployed; -1 on a node that serves none. */
  int port() {
    return verticles.isEmpty() ? -1 : verticles.get(0).port();
  }

  /** Completes when each event loop that serves clients has come to it. */
  Future<?> answer() {
    return Future.join(verticles.stream().map(EdgeVerticle::answers).toList());
  }

  /** Takes no more clients, and sends those that it has away within that time. */
  Future<?> drain(Duration window) {
    return Future.join(verticles.stream().map(edge -> edge.drain(window)).toList());
  }

  private EdgeVerticle edge(List<ServedChain> served, Gate gate, StatusPage page) {
    EdgeVerticle edge =
        new EdgeVerticle(
            config.edge(),
            config.history().resumeBlocksMax(),
            served,
            permits,
            gate,
            clients,
            page);
    verticles.add(edge);
    return edge;
  }

  private List<ServedChain> served(Map<ChainId, EventInbox> inboxes) {
    List<ServedChain> served = new ArrayList<>();
    ClientPaths.of(config)
        .forEach(
            (chain, paths) -> {
              EventInbox inbox = Objects.requireNonNull(inboxes.get(chain));
              ChainCounts counts = new ChainCounts(clients, metrics.deliveryMs(chain));
              Set<String> dialects = names(paths.dialects().keySet());
              metrics.add(chain, counts, dialects);
              status.add(chain, counts, dialects);
              ChainHub hub = new ChainHub(chain, paths.protocol(), inbox, counts);
              served.add(new ServedChain(hub, paths.dialects(), paths.documents()));
            });
    return served;
  }

  private static Set<String> names(Set<ClientDialect> dialects) {
    return dialects.stream().map(dialect -> dialect.terms().name()).collect(Collectors.toSet());
  }
}
