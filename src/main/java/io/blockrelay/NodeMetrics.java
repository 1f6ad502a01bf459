package io.blockrelay;

import io.blockrelay.bus.EventInbox;
import io.blockrelay.edge.ChainCounts;
import io.blockrelay.edge.ClientCounts;
import io.blockrelay.edge.ClosedFor;
import io.blockrelay.edge.Rejection;
import io.blockrelay.ingest.IngestCounts;
import io.blockrelay.ingest.UpstreamCounts;
import io.blockrelay.model.ChainId;
import io.blockrelay.ops.HealthChecks;
import io.blockrelay.ops.MetricNames;
import io.blockrelay.registry.Permits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;

/**
 * The figures of a node for Prometheus. What happens is counted where it happens, in plain numbers;
 * here they get their names. Safe for any thread.
 */
final class NodeMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Figures figures = new Figures(registry.getPrometheusRegistry());
  private final Latencies deliveries =
      new Latencies(MetricNames.DELIVERY_LATENCY, registry.getPrometheusRegistry());
  private final Latencies loopbacks =
      new Latencies(MetricNames.BUS_LOOPBACK, registry.getPrometheusRegistry());
  private final JvmGcMetrics collections = new JvmGcMetrics();

  NodeMetrics() {
    List<MeterBinder> process =
        List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            collections,
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics());
    process.forEach(binder -> binder.bindTo(registry));
  }

  /** Everything, in Prometheus's text format. */
  String scrape() {
    return registry.scrape();
  }

  void close() {
    collections.close();
    registry.close();
  }

  /** Where it is told, in milliseconds, how long the chain's events took to this node's clients. */
  LongConsumer deliveryMs(ChainId chain) {
    return deliveries.of(chain.value());
  }

  /** What it was told of the chain. */
  Latencies.Percentiles deliveries(ChainId chain) {
    return deliveries.percentiles(chain.value());
  }

  /** Where it is told, in milliseconds, how long a message took through another node and back. */
  LongConsumer loopbackMs() {
    return loopbacks.of();
  }

  void add(IntSupplier clusterNodes, HealthChecks readiness, BooleanSupplier draining) {
    figures.add(MetricNames.CLUSTER_NODES, clusterNodes::getAsInt);
    figures.add(MetricNames.READY, () -> number(readiness.reasons().isEmpty()));
    figures.add(MetricNames.DRAINING, () -> number(draining.getAsBoolean()));
  }

  void add(Permits permits, int budget, ClientCounts clients) {
    figures.add(MetricNames.CONNECTIONS_BUDGET, () -> budget);
    figures.add(MetricNames.CONNECTIONS_LEASED, permits::held);
    figures.add(MetricNames.OUTBOX_MESSAGES, clients::waiting);
    for (ClosedFor why : ClosedFor.values()) {
      figures.add(MetricNames.CLIENTS_CLOSED, () -> clients.closed(why), why.toString());
    }
    for (Rejection why : Rejection.values()) {
      figures.add(MetricNames.INPUTS_REJECTED, () -> clients.rejected(why), why.toString());
    }
  }

  /**
   * @param dialects the names of those that its clients can speak here
   */
  void add(ChainId id, ChainCounts clients, Set<String> dialects) {
    String chain = id.value();
    for (String dialect : dialects) {
      figures.add(MetricNames.CONNECTIONS, () -> clients.connections(dialect), chain, dialect);
    }
    figures.add(MetricNames.MESSAGES_DELIVERED, clients::delivered, chain);
    figures.add(MetricNames.RESUMES, clients::resumes, chain, "served");
    figures.add(MetricNames.RESUMES, clients::resumesRefused, chain, "refused");
  }

  void add(ChainId id, EventInbox inbox) {
    String chain = id.value();
    figures.add(MetricNames.CHAIN_HEIGHT, () -> inbox.history().tipHeight(), chain);
    figures.add(MetricNames.BUS_GAPS, inbox::holes, chain, "seen");
    figures.add(MetricNames.BUS_GAPS, inbox::filled, chain, "repaired");
    figures.add(MetricNames.BUS_GAPS, inbox::lost, chain, "unrepaired");
  }

  void add(ChainId id, IngestCounts ingest) {
    String chain = id.value();
    figures.add(MetricNames.LEADER, () -> number(ingest.leads()), chain);
    figures.add(MetricNames.EVENTS_PUBLISHED, ingest::published, chain);
    figures.add(MetricNames.LEADERSHIP_CHANGES, ingest::leaderships, chain);
    figures.add(MetricNames.UPSTREAM_FAILOVERS, ingest::failovers, chain);
    for (UpstreamCounts upstream : ingest.upstreams()) {
      String name = upstream.name();
      figures.add(MetricNames.UPSTREAM_UP, () -> number(upstream.attached()), chain, name);
      figures.add(MetricNames.UPSTREAM_LAG_BLOCKS, () -> ingest.lag(upstream), chain, name);
      figures.add(MetricNames.UPSTREAM_RECONNECTS, upstream::reconnects, chain, name);
      figures.add(MetricNames.UPSTREAM_GARBAGE, upstream::garbage, chain, name);
    }
  }

  private static int number(boolean holds) {
    return holds ? 1 : 0;
  }
}
