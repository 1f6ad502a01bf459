package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import org.jspecify.annotations.NullUnmarked;

/** Kubernetes' Pod Security Standard "restricted", and what this project asks for beyond it. */
@NullUnmarked
final class PodSecurity {
  private PodSecurity() {}

  static void assertRestricted(PodSpec pod) {
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getHostPID()).isNull();
    assertThat(pod.getHostIPC()).isNull();
    PodSecurityContext all = pod.getSecurityContext();
    assertThat(all.getRunAsNonRoot()).isTrue();
    assertThat(all.getRunAsUser()).isPositive();
    assertThat(all.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(all.getSysctls()).isEmpty();
    assertThat(pod.getVolumes())
        .allMatch(volume -> volume.getConfigMap() != null || volume.getEmptyDir() != null);
    assertThat(pod.getInitContainers()).isEmpty();
    pod.getContainers().forEach(PodSecurity::assertRestricted);
    // Beyond the standard: nothing of ours asks Kubernetes anything.
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getServiceAccountName()).isNull();
  }

  private static void assertRestricted(Container container) {
    SecurityContext context = container.getSecurityContext();
    assertThat(context.getAllowPrivilegeEscalation()).isFalse();
    assertThat(context.getPrivileged()).isNull();
    assertThat(context.getProcMount()).isNull();
    assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(context.getCapabilities().getAdd()).isEmpty();
    assertThat(container.getPorts()).allMatch(port -> port.getHostPort() == null);
    // Beyond the standard.
    assertThat(context.getReadOnlyRootFilesystem()).isTrue();
  }
}
