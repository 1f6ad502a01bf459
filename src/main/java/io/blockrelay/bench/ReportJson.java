package io.blockrelay.bench;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A report as one object. Latencies are in milliseconds; what is not known is null.
 *
 * <pre>{@code
 * url, dialect
 * clients:    asked, opened, lost, seconds, failed {reason: count}, closed {code and reason: count},
 *             refusal
 * deliveries: count, seconds, perSecond, events, eventsPerSecond
 * order:      lost, repeated, outOfOrder, reorganisations; null with a subscription of one's own
 * latency:    since ("sent" or "first client"), firstClient, lastClient, all {p50, p90, p99, p99.9,
 *             max, mean, count}
 * relay:      cpuMicrosPerDelivery, cores, bytesPerConnection
 * bench:      cpuMicrosPerDelivery, load, busy
 * }</pre>
 */
final class ReportJson {
  private ReportJson() {}

  static JsonObject of(Report report) {
    Cost cost = report.cost();
    return new JsonObject()
        .put("url", report.plainUrl())
        .put("dialect", report.dialect().name().toLowerCase(Locale.ROOT))
        .put("clients", clients(report))
        .put(
            "deliveries",
            new JsonObject()
                .put("count", report.deliveries())
                .put("seconds", report.seconds())
                .put("perSecond", report.deliveriesPerSecond())
                .put("events", report.latencies().events())
                .put("eventsPerSecond", report.eventsPerSecond()))
        .put("order", order(report.counts()))
        .put("latency", latency(report.latencies()))
        .put(
            "relay",
            new JsonObject()
                .put("cpuMicrosPerDelivery", known(cost.relayCpuMicros()))
                .put("cores", known(cost.relayCores()))
                .put("bytesPerConnection", known(cost.relayConnectionBytes())))
        .put(
            "bench",
            new JsonObject()
                .put("cpuMicrosPerDelivery", known(cost.benchCpuMicros()))
                .put("load", known(cost.benchLoad()))
                .put("busy", cost.benchIsBusy()));
  }

  private static JsonObject clients(Report report) {
    Connections connections = report.connections();
    JsonObject failed = new JsonObject();
    connections.failures().forEach(failed::put);
    JsonObject closed = new JsonObject();
    connections.closes().forEach(closed::put);
    return new JsonObject()
        .put("asked", connections.asked())
        .put("opened", connections.opened())
        .put("lost", connections.lost())
        .put("seconds", connections.seconds())
        .put("failed", failed)
        .put("closed", closed)
        .put("refusal", report.refusal());
  }

  private static @Nullable JsonObject order(@Nullable Counts counts) {
    return counts == null
        ? null
        : new JsonObject()
            .put("lost", counts.lost())
            .put("repeated", counts.repeats())
            .put("outOfOrder", counts.outOfOrder())
            .put("reorganisations", counts.reorganisations());
  }

  private static JsonObject latency(Latencies latencies) {
    return new JsonObject()
        .put("since", latencies.sinceSent() ? "sent" : "first client")
        .put("firstClient", percentiles(latencies.firstClient()))
        .put("lastClient", percentiles(latencies.lastClient()))
        .put("all", percentiles(latencies.all()));
  }

  private static @Nullable JsonObject percentiles(Histogram histogram) {
    return histogram.getTotalCount() == 0
        ? null
        : new JsonObject()
            .put("p50", ms(histogram, 50))
            .put("p90", ms(histogram, 90))
            .put("p99", ms(histogram, 99))
            .put("p99.9", ms(histogram, 99.9))
            .put("max", ms(histogram, 100))
            .put("mean", histogram.getMean() / 1e6)
            .put("count", histogram.getTotalCount());
  }

  private static double ms(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e6;
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
