package io.blockrelay;

import io.blockrelay.ops.MetricNames;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.function.LongConsumer;

/** How long something took, counted in buckets. Safe for any thread. */
final class Latencies {
  private static final double[] BUCKETS_SECONDS = {
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5
  };
  private static final double MS = 1_000;

  private final MetricNames name;
  private final Histogram histogram;

  /**
   * What is known of them since the start; the milliseconds are guessed within a bucket, and those
   * beyond the last bucket are its end.
   *
   * @param count how many there are; the rest means nothing without any
   */
  record Percentiles(long count, double p50Ms, double p99Ms) {}

  Latencies(MetricNames name, PrometheusRegistry registry) {
    this.name = name;
    this.histogram =
        Histogram.builder()
            .name(name.text())
            .help(name.meaning())
            .labelNames(name.labels().toArray(String[]::new))
            .withoutExemplars()
            .classicOnly()
            .classicUpperBounds(BUCKETS_SECONDS)
            .register(registry);
  }

  /** Counts those with these labels, in milliseconds. */
  LongConsumer of(String... labels) {
    var counted = histogram.labelValues(labels);
    return ms -> counted.observe(ms / MS);
  }

  Percentiles percentiles(String... labels) {
    Labels wanted = Labels.of(name.labels().toArray(String[]::new), labels);
    return histogram.collect().getDataPoints().stream()
        .filter(point -> point.getLabels().equals(wanted))
        .findFirst()
        .map(point -> percentiles(point.getClassicBuckets()))
        .orElse(new Percentiles(0, 0, 0));
  }

  private static Percentiles percentiles(ClassicHistogramBuckets buckets) {
    long count = 0;
    for (int i = 0; i < buckets.size(); i++) {
      count += buckets.getCount(i);
    }
    return new Percentiles(
        count, quantileMs(buckets, 0.5 * count), quantileMs(buckets, 0.99 * count));
  }

  /** As Prometheus's {@code histogram_quantile} has it. */
  private static double quantileMs(ClassicHistogramBuckets buckets, double rank) {
    double before = 0;
    double start = 0;
    for (int i = 0; i < BUCKETS_SECONDS.length; i++) {
      double end = buckets.getUpperBound(i);
      long within = buckets.getCount(i);
      if (within > 0 && before + within >= rank) {
        return MS * (start + (end - start) * (rank - before) / within);
      }
      before += within;
      start = end;
    }
    return MS * start;
  }
}
