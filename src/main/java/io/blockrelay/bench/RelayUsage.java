package io.blockrelay.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Where to look up what the relay has used so far. */
interface RelayUsage {
  /**
   * What a process has used.
   *
   * @param cpuSeconds since its start; NaN when it is not known
   * @param residentBytes now; NaN when it is not known
   */
  record Sample(double cpuSeconds, double residentBytes) {
    static final Sample UNKNOWN = new Sample(Double.NaN, Double.NaN);
  }

  /** Nothing is known of it. */
  RelayUsage UNKNOWN = () -> Sample.UNKNOWN;

  Sample sample() throws InterruptedException;

  /** From its metrics, whichever of the usual names they have. */
  static RelayUsage of(URI metrics) {
    HttpClient http = PlainHttp.client();
    HttpRequest request = HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(5)).build();
    return () -> {
      try {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200
            ? read(new PrometheusText(answer.body()))
            : Sample.UNKNOWN;
      } catch (IOException e) {
        return Sample.UNKNOWN;
      }
    };
  }

  /** From the operating system, for a process on this machine. */
  static RelayUsage of(ProcessHandle process) {
    return () ->
        new Sample(
            process.info().totalCpuDuration().map(cpu -> cpu.toNanos() / 1e9).orElse(Double.NaN),
            residentBytes(Path.of("/proc/" + process.pid() + "/smaps_rollup")));
  }

  static Sample read(PrometheusText metrics) {
    return new Sample(
        first(
            metrics.sum("process_cpu_seconds_total"),
            metrics.sum("process_cpu_time_ns_total") / 1e9,
            metrics.sum("process_cpu_time_seconds_total")),
        first(
            metrics.sum("process_resident_memory_bytes"),
            metrics.sum("process_memory_rss_bytes"),
            metrics.sum("jvm_memory_committed_bytes")));
  }

  private static double first(double... values) {
    for (double value : values) {
      if (!Double.isNaN(value)) {
        return value;
      }
    }
    return Double.NaN;
  }

  private static double residentBytes(Path smaps) {
    try {
      return Files.readAllLines(smaps).stream()
          .filter(line -> line.startsWith("Rss:"))
          .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException notLinux) {
      return Double.NaN;
    }
  }
}
