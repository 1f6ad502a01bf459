package io.blockrelay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  @Test
  void addsTheSeriesOfANameUp() {
    PrometheusText text =
        new PrometheusText(
            """
            # HELP jvm_memory_committed_bytes The amount of memory
            # TYPE jvm_memory_committed_bytes gauge
            jvm_memory_committed_bytes{area="heap",id="G1 Eden} Space"} 1.5E7
            jvm_memory_committed_bytes{area="nonheap"} 5000000 1710000000000
            jvm_memory_committed_bytes_max 7
            odd NaN
            """);

    assertThat(text.sum("jvm_memory_committed_bytes")).isEqualTo(2e7);
    assertThat(text.sum("jvm_memory_committed_bytes_max")).isEqualTo(7);
    assertThat(text.sum("odd")).isNaN();
    assertThat(text.sum("jvm_memory")).isNaN();
  }

  @Test
  void usageIsReadFromWhicheverOfTheUsualNamesThereIs() {
    assertThat(
            RelayUsage.read(
                new PrometheusText(
                    "process_cpu_seconds_total 1.25\nprocess_resident_memory_bytes 1000\n")))
        .isEqualTo(new RelayUsage.Sample(1.25, 1000));
    assertThat(
            RelayUsage.read(
                new PrometheusText(
                    "process_cpu_time_ns_total 2.5E9\njvm_memory_committed_bytes 9\n")))
        .isEqualTo(new RelayUsage.Sample(2.5, 9));
    assertThat(RelayUsage.read(new PrometheusText("up 1\n"))).isEqualTo(RelayUsage.Sample.UNKNOWN);
  }
}
