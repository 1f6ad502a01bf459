package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code k8s/base} says about the relay is what the relay does. */
@NullUnmarked
class KubernetesTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void everyResourceIsOneThatKubernetesTakes(Manifests manifests) throws IOException {
    assertThat(manifests.load().stream().map(HasMetadata::getKind))
        .containsOnly(
            "ConfigMap",
            "Service",
            "StatefulSet",
            "Deployment",
            "PodDisruptionBudget",
            "NetworkPolicy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiVersion: v1, kind: Service, spec: {port: [{port: 5000}]}}",
        "{apiVersion: v1, kind: Service, spec: {ports: [{port: \"5000\"}]}}",
        "{apiVersion: v1, kind: ConfigMap, data: {port: 5000}}",
        "{apiVersion: apps/v1beta1, kind: Deployment}",
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: x, label: {}}}",
      })
  void aMistakeIsFound(String manifest) {
    assertThatThrownBy(() -> KubernetesYaml.read(manifest)).isInstanceOf(IOException.class);
  }

  @Test
  void everyFileIsOfTheKustomization() throws IOException {
    List<String> resources = new ArrayList<>();
    Manifests.kustomization(Manifests.BASE)
        .path("resources")
        .forEach(name -> resources.add(name.textValue()));
    assertThat(resources.remove("../../conf")).isTrue();
    resources.add("kustomization.yaml");
    try (Stream<Path> files = Files.list(Manifests.BASE)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(resources);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyNodeReadsItsConfigurationAndListensOnItsPorts(Manifests manifests) throws IOException {
    List<HasMetadata> resources = manifests.load();
    for (Workload workload : Workload.of(resources)) {
      RelayConfig config = workload.config(resources, dir);
      Map<String, Integer> listens = new TreeMap<>();
      listens.put("cluster", config.cluster().port());
      listens.put("bus", config.cluster().busPort());
      listens.put("operations", config.operations().port());
      if (config.roles().contains(Role.EDGE)) {
        listens.put("clients", config.edge().port());
      }
      assertThat(workload.ports()).isEqualTo(listens).doesNotContainValue(0);
      assertThat(config.cluster().host()).isEqualTo(Workload.POD_IP);
      assertThat(config.operations().host()).isEqualTo("0.0.0.0");
      assertThat(workload.command().hasMatchedOption("--cluster")).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRolesAreSharedOut(Manifests manifests) throws IOException {
    List<HasMetadata> resources = manifests.load();
    RelayConfig ingest = Workload.named(resources, "blockrelay-ingest").config(resources, dir);
    RelayConfig edge = Workload.named(resources, "blockrelay-edge").config(resources, dir);
    assertThat(ingest.roles()).isEqualTo(EnumSet.of(Role.INGEST, Role.REGISTRY));
    assertThat(edge.roles()).isEqualTo(EnumSet.of(Role.EDGE));
    assertThat(edge.chains().keySet()).isEqualTo(ingest.chains().keySet());
    // A pod's own loopback is nobody's chain.
    assertThat(ingest.chains().values())
        .flatMap(ChainConfig::upstreams)
        .allSatisfy(upstream -> assertThat(upstream.url().getHost()).isNotEqualTo("127.0.0.1"));
  }

  @ParameterizedTest
  @EnumSource
  void theNodesReadTheRepositorysOwnFiles(Manifests manifests) throws IOException {
    List<HasMetadata> resources = manifests.load();
    for (Workload workload : Workload.of(resources)) {
      assertThat(workload.mounted(resources, "--config"))
          .isEqualTo(Files.readString(Path.of("conf/relay.yaml")));
      assertThat(workload.mounted(resources, "--cluster"))
          .isEqualTo(Files.readString(Path.of("cluster.xml")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientsAreSentToTheEdges(Manifests manifests) throws IOException {
    List<HasMetadata> resources = manifests.load();
    Service service = service(resources, "blockrelay");
    assertThat(selected(resources, service)).containsExactly("blockrelay-edge");
    ServicePort port = service.getSpec().getPorts().get(0);
    Workload edge = Workload.named(resources, "blockrelay-edge");
    assertThat(port.getPort()).isEqualTo(5000);
    assertThat(port.getAppProtocol()).isEqualTo("http");
    assertThat(edge.ports()).containsEntry(port.getTargetPort().getStrVal(), 5000);
  }

  @ParameterizedTest
  @EnumSource
  void theNodesFindEachOtherBeforeTheyAreReady(Manifests manifests) throws IOException {
    List<HasMetadata> resources = manifests.load();
    Service service = service(resources, "blockrelay-nodes");
    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
    assertThat(selected(resources, service))
        .containsExactlyInAnyOrder("blockrelay-ingest", "blockrelay-edge");
    for (Workload workload : Workload.of(resources)) {
      assertThat(workload.config(resources, dir).cluster().kubernetesDns())
          .isEqualTo("blockrelay-nodes");
      for (ServicePort port : service.getSpec().getPorts()) {
        assertThat(workload.ports())
            .containsEntry(port.getTargetPort().getStrVal(), port.getPort());
        assertThat(port.getAppProtocol()).isNotNull();
      }
    }
    StatefulSet ingest = KubernetesYaml.named(resources, StatefulSet.class, "blockrelay-ingest");
    assertThat(ingest.getSpec().getServiceName()).isEqualTo("blockrelay-nodes");
    assertThat(ingest.getSpec().getReplicas()).isEqualTo(3);
    assertThat(ingest.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
  }

  private static Service service(List<HasMetadata> resources, String name) {
    return KubernetesYaml.named(resources, Service.class, name);
  }

  private static List<String> selected(List<HasMetadata> resources, Service service) {
    return Workload.of(resources).stream()
        .filter(workload -> workload.isSelectedBy(service.getSpec().getSelector()))
        .map(Workload::name)
        .toList();
  }
}
