package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.ops.MetricNames;
import io.blockrelay.ops.OperationsVerticle;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code k8s/overlays} and {@code k8s/components} add to the base fits it. */
@NullUnmarked
class OverlaysTest {
  private static final Path LOCAL = Path.of("k8s/overlays/local");
  private static final Path PRODUCTION = Path.of("k8s/overlays/production");

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"local", "production"})
  void everythingIsInANamespaceThatTakesOnlyRestrictedPods(String overlay) throws IOException {
    List<HasMetadata> resources = Kustomize.render(Path.of("k8s/overlays", overlay));
    Namespace namespace = KubernetesYaml.all(resources, Namespace.class).get(0);
    assertThat(namespace.getMetadata().getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    assertThat(resources)
        .filteredOn(resource -> !(resource instanceof Namespace))
        .allMatch(r -> r.getMetadata().getNamespace().equals(namespace.getMetadata().getName()));
    Stream.concat(
            KubernetesYaml.all(resources, Deployment.class).stream()
                .map(deployment -> deployment.getSpec().getTemplate()),
            KubernetesYaml.all(resources, StatefulSet.class).stream()
                .map(set -> set.getSpec().getTemplate()))
        .forEach(template -> PodSecurity.assertRestricted(template.getSpec()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "production"})
  void everyNodeReadsItsConfiguration(String overlay) throws IOException {
    List<HasMetadata> resources = Kustomize.render(Path.of("k8s/overlays", overlay));
    assertThat(Workload.of(resources)).hasSize(2);
    RelayConfig ingest = Workload.named(resources, "blockrelay-ingest").config(resources, dir);
    RelayConfig edge = Workload.named(resources, "blockrelay-edge").config(resources, dir);
    // One budget, whoever grants it.
    assertThat(edge.edge().connections()).isEqualTo(ingest.edge().connections());
    assertThat(ingest.chains().values())
        .flatMap(ChainConfig::upstreams)
        .allMatch(upstream -> upstream.url().getHost().startsWith("validator"));
  }

  @Test
  void theLocalUpstreamIsTheValidatorBesideIt() throws IOException {
    List<HasMetadata> resources = Kustomize.render(LOCAL);
    Deployment validator = KubernetesYaml.named(resources, Deployment.class, "validator");
    Service service = KubernetesYaml.named(resources, Service.class, "validator");
    RelayConfig ingest = Workload.named(resources, "blockrelay-ingest").config(resources, dir);

    assertThat(ingest.chains().values())
        .flatMap(ChainConfig::upstreams)
        .extracting(upstream -> upstream.url().getHost() + ":" + upstream.url().getPort())
        .containsExactly("validator:" + service.getSpec().getPorts().get(0).getPort());
    assertThat(validator.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(service.getSpec().getSelector());
    String[] args =
        validator
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .get(0)
            .getArgs()
            .toArray(String[]::new);
    assertThat(
            Main.commandLine()
                .parseArgs(args)
                .subcommand()
                .<Integer>matchedOptionValue("--port", 0))
        .isEqualTo(service.getSpec().getPorts().get(0).getPort());
    assertThat(KubernetesYaml.named(resources, Service.class, "blockrelay").getSpec().getType())
        .isEqualTo("NodePort");
    assertThat(
            KubernetesYaml.named(resources, StatefulSet.class, "blockrelay-ingest")
                .getSpec()
                .getReplicas())
        .isOne();
  }

  @Test
  void theAutoscalerScalesTheEdgesAndNobodyElseDoes() throws IOException {
    List<HasMetadata> resources = Kustomize.render(PRODUCTION);
    HorizontalPodAutoscaler scaler =
        KubernetesYaml.all(resources, HorizontalPodAutoscaler.class).get(0);
    Deployment edge = KubernetesYaml.named(resources, Deployment.class, "blockrelay-edge");

    assertThat(scaler.getSpec().getScaleTargetRef().getKind()).isEqualTo(edge.getKind());
    assertThat(scaler.getSpec().getScaleTargetRef().getApiVersion())
        .isEqualTo(edge.getApiVersion());
    assertThat(scaler.getSpec().getScaleTargetRef().getName())
        .isEqualTo(edge.getMetadata().getName());
    assertThat(edge.getSpec().getReplicas()).isNull();
    assertThat(scaler.getSpec().getMetrics())
        .filteredOn(metric -> metric.getPods() != null)
        .singleElement()
        .satisfies(
            metric ->
                assertThat(metric.getPods().getMetric().getName())
                    .isEqualTo(MetricNames.CONNECTIONS.text()));
    assertThat(scaler.getSpec().getBehavior().getScaleDown().getStabilizationWindowSeconds())
        .isGreaterThan(scaler.getSpec().getBehavior().getScaleUp().getStabilizationWindowSeconds());
    // What the edges hold together when all are there is the budget.
    int perEdge =
        scaler.getSpec().getMetrics().stream()
            .filter(metric -> metric.getPods() != null)
            .mapToInt(m -> Integer.parseInt(m.getPods().getTarget().getAverageValue().getAmount()))
            .sum();
    assertThat(perEdge * scaler.getSpec().getMaxReplicas())
        .isEqualTo(
            Workload.named(resources, "blockrelay-edge")
                .config(resources, dir)
                .edge()
                .connections());
  }

  @Test
  void theIngressLeadsToTheClientsPort() throws IOException {
    List<HasMetadata> resources = Kustomize.render(PRODUCTION);
    Ingress ingress = KubernetesYaml.all(resources, Ingress.class).get(0);
    IngressServiceBackend backend =
        ingress.getSpec().getRules().get(0).getHttp().getPaths().get(0).getBackend().getService();

    assertThat(
            KubernetesYaml.named(resources, Service.class, backend.getName()).getSpec().getPorts())
        .extracting(ServicePort::getName)
        .contains(backend.getPort().getName());
    assertThat(ingress.getMetadata().getAnnotations())
        .containsEntry(
            "nginx.ingress.kubernetes.io/proxy-body-size",
            Integer.toString(
                Workload.named(resources, "blockrelay-edge")
                    .config(resources, dir)
                    .edge()
                    .inboundBytesMax()));
  }

  @Test
  void prometheusAsksEveryPodAtItsOperationsPort() throws IOException {
    List<HasMetadata> resources = Kustomize.render(PRODUCTION);
    ServiceMonitor monitor = KubernetesYaml.all(resources, ServiceMonitor.class).get(0);
    Service nodes = KubernetesYaml.named(resources, Service.class, "blockrelay-nodes");

    assertThat(KubernetesYaml.all(resources, Service.class))
        .filteredOn(
            service ->
                service
                    .getMetadata()
                    .getLabels()
                    .entrySet()
                    .containsAll(monitor.getSpec().getSelector().getMatchLabels().entrySet()))
        .containsExactly(nodes);
    assertThat(nodes.getSpec().getPorts())
        .filteredOn(p -> p.getName().equals(monitor.getSpec().getEndpoints().get(0).getPort()))
        .extracting(ServicePort::getPort)
        .containsExactly(
            Workload.named(resources, "blockrelay-edge")
                .config(resources, dir)
                .operations()
                .port());
    assertThat(monitor.getSpec().getEndpoints().get(0).getPath())
        .isEqualTo(OperationsVerticle.METRICS_PATH);
    // The alerts ask for it.
    assertThat(nodes.getMetadata().getLabels())
        .containsEntry(monitor.getSpec().getJobLabel(), "blockrelay");
  }

  @Test
  void grafanaFindsTheDashboard() throws IOException {
    ConfigMap map =
        KubernetesYaml.named(Kustomize.render(PRODUCTION), ConfigMap.class, "blockrelay-dashboard");
    assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
    assertThat(map.getData()).containsOnlyKeys("blockrelay.json");
  }
}
