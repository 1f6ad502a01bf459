package io.blockrelay;

import io.blockrelay.bus.EventInbox;
import io.blockrelay.ingest.IngestCounts;
import io.blockrelay.ingest.UpstreamCounts;
import io.blockrelay.model.ChainId;
import io.blockrelay.registry.Permits;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
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
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/**
 * The figures of a node for Prometheus. What happens is counted where it happens, in plain numbers;
 * here they get their names. Safe for any thread.
 */
final class NodeMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
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

  void add(IntSupplier clusterNodes) {
    Gauge.builder("blockrelay.cluster.nodes", clusterNodes::getAsInt)
        .description("Nodes of the cluster that this node sees")
        .register(registry);
  }

  void add(Permits permits, int budget) {
    gauge("blockrelay.connections.leased", Tags.empty(), permits, Permits::held)
        .description("Connections of the budget that this node has leased")
        .register(registry);
    Gauge.builder("blockrelay.connections.budget", () -> budget)
        .description("Connections that all nodes together may have")
        .register(registry);
  }

  void add(ChainId chain, EventInbox inbox) {
    Tags tags = Tags.of("chain", chain.value());
    gauge("blockrelay.chain.height", tags, inbox, from -> from.history().tipHeight())
        .description("The newest block that this node has")
        .register(registry);
    counter("blockrelay.bus.gaps", tags.and("result", "seen"), inbox, EventInbox::holes);
    counter("blockrelay.bus.gaps", tags.and("result", "repaired"), inbox, EventInbox::filled);
    counter("blockrelay.bus.gaps", tags.and("result", "unrepaired"), inbox, EventInbox::lost);
  }

  void add(ChainId chain, IngestCounts ingest) {
    Tags tags = Tags.of("chain", chain.value());
    gauge("blockrelay.leader", tags, ingest, from -> from.leads() ? 1 : 0)
        .description("1 on the node that leads the chain")
        .register(registry);
    counter("blockrelay.events.published", tags, ingest, IngestCounts::published);
    counter("blockrelay.leadership.changes", tags, ingest, IngestCounts::leaderships);
    counter("blockrelay.upstream.failovers", tags, ingest, IngestCounts::failovers);
    ingest.upstreams().forEach(upstream -> add(tags, ingest, upstream));
  }

  private void add(Tags chain, IngestCounts ingest, UpstreamCounts upstream) {
    Tags tags = chain.and("upstream", upstream.name());
    gauge("blockrelay.upstream.up", tags, upstream, from -> from.attached() ? 1 : 0)
        .description("1 while the upstream is attached")
        .register(registry);
    gauge("blockrelay.upstream.lag.blocks", tags, upstream, ingest::lag)
        .description("Blocks that the upstream is behind the highest one")
        .register(registry);
    counter("blockrelay.upstream.reconnects", tags, upstream, UpstreamCounts::reconnects);
    counter("blockrelay.upstream.garbage", tags, upstream, UpstreamCounts::garbage);
  }

  private static <T> Gauge.Builder<T> gauge(
      String name, Tags tags, T from, ToDoubleFunction<T> value) {
    return Gauge.builder(name, from, value).tags(tags).strongReference(true);
  }

  private <T> void counter(String name, Tags tags, T from, ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, from, value).tags(tags).register(registry);
  }
}
