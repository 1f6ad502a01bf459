package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.ParseResult;

/** One kind of pods of the manifests, and the node that the relay's own code makes of it. */
@NullUnmarked
record Workload(String name, Map<String, String> selector, PodTemplateSpec template) {
  static final String POD_IP = "10.1.2.3";

  static List<Workload> of(List<HasMetadata> resources) {
    return resources.stream()
        .filter(r -> r instanceof StatefulSet || r instanceof Deployment)
        .map(Workload::of)
        // Others, such as a validator to try it with, are no nodes of the relay.
        .filter(workload -> workload.isSelectedBy(Map.of("app.kubernetes.io/name", "blockrelay")))
        .toList();
  }

  static Workload named(List<HasMetadata> resources, String name) {
    return of(resources).stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Workload of(HasMetadata resource) {
    String name = resource.getMetadata().getName();
    if (resource instanceof StatefulSet set) {
      return new Workload(
          name, set.getSpec().getSelector().getMatchLabels(), set.getSpec().getTemplate());
    }
    Deployment deployment = (Deployment) resource;
    return new Workload(
        name,
        deployment.getSpec().getSelector().getMatchLabels(),
        deployment.getSpec().getTemplate());
  }

  PodSpec pod() {
    return template.getSpec();
  }

  Container container() {
    assertThat(pod().getContainers()).hasSize(1);
    return pod().getContainers().get(0);
  }

  Map<String, Integer> ports() {
    return container().getPorts().stream()
        .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
  }

  boolean isSelectedBy(Map<String, String> labels) {
    return template.getMetadata().getLabels().entrySet().containsAll(labels.entrySet());
  }

  /** The arguments, as the command line understands them. */
  ParseResult command() {
    return Main.commandLine().parseArgs(container().getArgs().toArray(String[]::new)).subcommand();
  }

  /** What the node is told: the file of the ConfigMap, the environment, the arguments. */
  RelayConfig config(List<HasMetadata> resources, Path dir) throws IOException {
    ParseResult command = command();
    Path file = Files.writeString(dir.resolve("relay.yaml"), mounted(resources, "--config"));
    List<String> roles = command.matchedOptionValue("--roles", List.of());
    return ConfigReader.read(file, environment(), new Overrides(List.of(), null, roles, List.of()));
  }

  /** The text that stands where that option points to. */
  String mounted(List<HasMetadata> resources, String option) {
    Path path = Path.of(command().matchedOption(option).getValue().toString());
    VolumeMount mount =
        container().getVolumeMounts().stream()
            .filter(m -> path.getParent().equals(Path.of(m.getMountPath())))
            .findFirst()
            .orElseThrow();
    Volume volume =
        pod().getVolumes().stream()
            .filter(v -> v.getName().equals(mount.getName()))
            .findFirst()
            .orElseThrow();
    return resources.stream()
        .filter(ConfigMap.class::isInstance)
        .map(ConfigMap.class::cast)
        .filter(map -> map.getMetadata().getName().equals(volume.getConfigMap().getName()))
        .map(map -> map.getData().get(path.getFileName().toString()))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    for (EnvVar variable : container().getEnv()) {
      environment.put(variable.getName(), value(variable));
    }
    return environment;
  }

  private static String value(EnvVar variable) {
    if (variable.getValueFrom() == null) {
      return variable.getValue();
    }
    assertThat(variable.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("status.podIP");
    return POD_IP;
  }
}
