package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.ops.MetricNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of the metrics is what the code has. */
class MetricsTableTest {
  @Test
  void hasThemAllInTheirOrder() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `blockrelay_"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(MetricNames.values()).map(MetricsTableTest::row).toList());
  }

  private static String row(MetricNames metric) {
    String labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s | %s |".formatted(metric.text(), labels, metric.meaning());
  }
}
