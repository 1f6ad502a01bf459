package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blockrelay.ops.MetricNames;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies =
      new Latencies(MetricNames.DELIVERY_LATENCY, new PrometheusRegistry());

  @Test
  void aPercentileLiesWhereItsBucketIsFilled() {
    LongConsumer eth = latencies.of("eth");
    for (int i = 0; i < 90; i++) {
      eth.accept(15);
    }
    for (int i = 0; i < 10; i++) {
      eth.accept(150);
    }
    latencies.of("bsc").accept(4_000);

    Latencies.Percentiles percentiles = latencies.percentiles("eth");
    assertThat(percentiles.count()).isEqualTo(100);
    assertThat(percentiles.p50Ms()).isCloseTo(10 + 10 * 50 / 90.0, within(0.01));
    assertThat(percentiles.p99Ms()).isCloseTo(190, within(0.01));
  }

  @Test
  void beyondTheLastBucketItIsItsEnd() {
    latencies.of("eth").accept(60_000);

    assertThat(latencies.percentiles("eth").p99Ms()).isEqualTo(5_000);
  }

  @Test
  void aChainWithoutAnyHasNone() {
    assertThat(latencies.percentiles("eth").count()).isZero();
  }
}
