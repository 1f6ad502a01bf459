package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.ops.OperationsVerticle;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pods of {@code k8s/base} ask for, and what the image gives them. */
@NullUnmarked
class KubernetesPodsTest {
  @ParameterizedTest
  @EnumSource
  void theProbesAskWhatTheRelayAnswers(Manifests manifests) throws IOException {
    for (Workload workload : Workload.of(manifests.load())) {
      Container container = workload.container();
      assertProbe(container.getStartupProbe().getHttpGet(), OperationsVerticle.LIVE_PATH);
      assertProbe(container.getLivenessProbe().getHttpGet(), OperationsVerticle.LIVE_PATH);
      assertProbe(container.getReadinessProbe().getHttpGet(), OperationsVerticle.READY_PATH);
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePodsMayDoNoMoreThanTheyNeed(Manifests manifests) throws IOException {
    for (Workload workload : Workload.of(manifests.load())) {
      assertThat(workload.isSelectedBy(workload.selector())).isTrue();
      PodSecurity.assertRestricted(workload.pod());
      assertThat(workload.pod().getEnableServiceLinks()).isFalse();
      Container container = workload.container();
      assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
      assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
      assertThat(container.getVolumeMounts())
          .anyMatch(mount -> mount.getMountPath().equals("/tmp"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePodsAreSpreadAndGoOneAfterTheOther(Manifests manifests) throws IOException {
    List<HasMetadata> resources = manifests.load();
    for (Workload workload : Workload.of(resources)) {
      assertThat(workload.pod().getTopologySpreadConstraints())
          .allMatch(c -> c.getLabelSelector().getMatchLabels().equals(workload.selector()))
          .extracting(c -> c.getTopologyKey())
          .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
      PodDisruptionBudget budget =
          KubernetesYaml.named(resources, PodDisruptionBudget.class, workload.name());
      assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(workload.selector());
      assertThat(budget.getSpec().getMaxUnavailable()).isNotNull();
    }
    Deployment edge = KubernetesYaml.named(resources, Deployment.class, "blockrelay-edge");
    assertThat(edge.getSpec().getMinReadySeconds()).isPositive();
    assertThat(edge.getSpec().getStrategy().getRollingUpdate().getMaxSurge().getIntVal()).isOne();
    assertThat(edge.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal())
        .isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aNodeHasTheTimeToStopInOrder(Manifests manifests) throws IOException {
    RelayConfig configured = ConfigReader.read(null, Map.of(), Overrides.NONE);
    for (Workload workload : Workload.of(manifests.load())) {
      long before =
          workload.container().getLifecycle() == null
              ? 0
              : Long.parseLong(
                  workload.container().getLifecycle().getPreStop().getExec().getCommand().get(1));
      assertThat(workload.pod().getTerminationGracePeriodSeconds())
          .isGreaterThan(before + NodeProcess.stopTimeout(configured).toSeconds());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theImageFitsThePods(Manifests manifests) throws IOException {
    String dockerfile = Files.readString(Path.of("Dockerfile"));
    for (Workload workload : Workload.of(manifests.load())) {
      assertThat(dockerfile)
          .containsPattern(
              "(?m)^USER %d:%d$"
                  .formatted(
                      workload.pod().getSecurityContext().getRunAsUser(),
                      workload.pod().getSecurityContext().getRunAsGroup()));
      for (int port : workload.ports().values()) {
        assertThat(dockerfile).containsPattern("(?m)^EXPOSE .*\\b" + port + "\\b");
      }
    }
  }

  @Test
  void theImageIsOfTheBuildsVersion() throws IOException {
    String tag = Manifests.kustomization(Manifests.BASE).at("/images/0/newTag").textValue();
    assertThat(Files.readString(Path.of("pom.xml")))
        .containsPattern(
            "<artifactId>blockrelay</artifactId>\\s+<version>" + Pattern.quote(tag) + "</version>");
  }

  private static void assertProbe(HTTPGetAction probe, String path) {
    assertThat(probe.getPath()).isEqualTo(path);
    assertThat(probe.getPort().getStrVal()).isEqualTo("operations");
  }
}
