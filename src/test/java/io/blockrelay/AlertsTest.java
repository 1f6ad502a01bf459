package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.blockrelay.ops.MetricNames;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alert rules and dashboard ask for metrics that the relay has, and the alerts are right. */
@NullUnmarked
class AlertsTest {
  private static final Path RULES =
      Path.of("k8s/components/prometheus-rules/prometheus-rules.yaml");
  private static final Path DASHBOARD = Path.of("k8s/components/grafana-dashboard/blockrelay.json");
  private static final Path CASES = Path.of("src/test/resources/k8s/alerts.yaml");

  /** A metric, its labels where there are any, and whether it is asked for its rate. */
  private static final Pattern SERIES =
      Pattern.compile(
          "(?:(rate|increase)\\()?\\b((?:blockrelay|jvm|process|up)\\w*)(?:\\{([^}]*)\\})?");

  /** What Micrometer's binders of the JVM and the process bring, and Prometheus itself. */
  static final Set<String> OTHERS =
      Set.of(
          "up",
          "process_cpu_usage",
          "process_files_open_files",
          "jvm_memory_used_bytes",
          "jvm_gc_pause_seconds_sum");

  /** Labels that Prometheus gives to everything that it collects from a pod. */
  private static final Set<String> TARGET_LABELS = Set.of("namespace", "pod", "job", "component");

  @TempDir Path dir;

  @Test
  void theAlertsAskForMetricsThatThereAre() throws IOException {
    List<String> questions = alerts().map(rule -> rule.getExpr().getStrVal()).toList();
    assertThat(questions).hasSizeGreaterThan(15).allSatisfy(AlertsTest::assertMetricsExist);
  }

  @Test
  void theDashboardAsksForMetricsThatThereAre() throws IOException {
    JsonNode dashboard = KubernetesYaml.tree(Files.readString(DASHBOARD));
    List<String> questions = new ArrayList<>(dashboard.findValuesAsText("expr"));
    assertThat(questions).hasSizeGreaterThan(30).allSatisfy(AlertsTest::assertMetricsExist);
    dashboard
        .at("/templating/list")
        .findValuesAsText("definition")
        .forEach(AlertsTest::assertMetricsExist);
  }

  @Test
  void theDashboardShowsEveryMetric() throws IOException {
    String dashboard = Files.readString(DASHBOARD);
    assertThat(MetricNames.values())
        .allSatisfy(metric -> assertThat(dashboard).contains(metric.text()));
  }

  @Test
  void theDashboardsPanelsHaveTitlesAndDoNotOverlap() throws IOException {
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : KubernetesYaml.tree(Files.readString(DASHBOARD)).path("panels")) {
      assertThat(panel.path("title").asText()).isNotBlank();
      JsonNode at = panel.path("gridPos");
      assertThat(at.path("x").asInt() + at.path("w").asInt()).isBetween(1, 24);
      for (int x = 0; x < at.path("w").asInt(); x++) {
        for (int y = 0; y < at.path("h").asInt(); y++) {
          assertThat(taken.add(List.of(at.path("x").asInt() + x, at.path("y").asInt() + y)))
              .as(panel.path("title").asText())
              .isTrue();
        }
      }
    }
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhatItMeans() throws IOException {
    assertThat(alerts())
        .allSatisfy(
            rule -> {
              assertThat(rule.getLabels().get("severity")).isIn("critical", "warning");
              assertThat(rule.getAnnotations().get("summary")).isNotBlank();
            });
    assertThat(alerts().map(Rule::getAlert)).doesNotHaveDuplicates();
  }

  /** Once with what must not raise it, and once with what must. */
  @Test
  void everyAlertIsTriedBothWays() throws IOException {
    List<String> quiet = new ArrayList<>();
    List<String> raised = new ArrayList<>();
    for (JsonNode group : KubernetesYaml.tree(Files.readString(CASES)).path("tests")) {
      for (JsonNode tried : group.path("alert_rule_test")) {
        (tried.path("exp_alerts").isEmpty() ? quiet : raised).add(tried.path("alertname").asText());
      }
    }
    List<String> names = alerts().map(Rule::getAlert).toList();
    assertThat(quiet).containsExactlyInAnyOrderElementsOf(names);
    assertThat(raised).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void prometheusAgrees() throws IOException {
    Optional<Path> promtool =
        Stream.of(Optional.of(Path.of("target/tools/promtool")), Kustomize.onPath("promtool"))
            .flatMap(Optional::stream)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        promtool.isPresent(),
        "the alerts are not tried: promtool is neither in target/tools nor on the PATH");
    Path rules = dir.resolve("rules.yaml");
    JsonNode spec = KubernetesYaml.tree(Files.readString(RULES)).path("spec");
    Files.writeString(rules, new YAMLMapper().writeValueAsString(spec));
    Path cases = Files.copy(CASES, dir.resolve("alerts.yaml"));

    String program = promtool.orElseThrow().toString();
    assertThat(Kustomize.run(List.of(program, "check", "rules", rules.toString())))
        .contains("SUCCESS: " + alerts().count() + " rules found");
    assertThat(Kustomize.run(List.of(program, "test", "rules", cases.toString())))
        .contains("SUCCESS");
  }

  private static Stream<Rule> alerts() throws IOException {
    return KubernetesYaml.all(KubernetesYaml.read(Files.readString(RULES)), PrometheusRule.class)
        .stream()
        .flatMap(rules -> rules.getSpec().getGroups().stream())
        .flatMap(group -> group.getRules().stream());
  }

  private static void assertMetricsExist(String question) {
    List<MatchResult> asked = SERIES.matcher(withoutLabelLists(question)).results().toList();
    assertThat(asked).as(question).isNotEmpty();
    for (MatchResult series : asked) {
      String name = series.group(2);
      if (OTHERS.contains(name)) {
        continue;
      }
      Optional<MetricNames> metric =
          Arrays.stream(MetricNames.values()).filter(m -> is(m, name)).findFirst();
      assertThat(metric).as(name).isPresent();
      // A counter means something only by its growth, and a gauge only by itself.
      boolean grows = metric.orElseThrow().type() != MetricNames.Type.GAUGE;
      assertThat(series.group(1) != null).as(question).isEqualTo(grows);
      assertThat(labels(series.group(3)))
          .allMatch(
              label -> TARGET_LABELS.contains(label) || metric.get().labels().contains(label));
    }
  }

  private static boolean is(MetricNames metric, String series) {
    return metric.type() == MetricNames.Type.HISTOGRAM
        ? Set.of("_bucket", "_count", "_sum").stream()
            .anyMatch(end -> series.equals(metric.text() + end))
        : series.equals(metric.text());
  }

  /** Without what a question says to group by, and without what it compares a label to. */
  private static String withoutLabelLists(String question) {
    return question
        .replaceAll("\\b(by|on|group_right|group_left) ?\\([^)]*\\)", "")
        .replaceAll("\"[^\"]*\"", "\"\"");
  }

  private static Set<String> labels(String matchers) {
    return matchers == null
        ? Set.of()
        : Stream.of(matchers.split(",", -1))
            .map(matcher -> matcher.replaceAll("[=!~].*", "").strip())
            .collect(Collectors.toSet());
  }
}
