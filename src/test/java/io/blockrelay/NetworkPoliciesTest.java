package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.Flows.Peer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The policies of {@code k8s/base} let through what the nodes need, and nothing else. */
@NullUnmarked
class NetworkPoliciesTest {
  private static final String HOME = "relay";
  private static final List<Peer> OTHERS =
      List.of(
          Peer.pod("neighbour", HOME, Map.of("app", "other")),
          Peer.pod("stranger", "elsewhere", Map.of("app", "other")),
          // In its own namespace anybody may call a pod what he likes.
          Peer.pod("impostor", "elsewhere", Map.of("app.kubernetes.io/name", "blockrelay")),
          Peer.pod("prometheus", "monitoring", Map.of("app", "prometheus")),
          Peer.pod("dns", "kube-system", Map.of("k8s-app", "kube-dns")),
          Peer.outside("dns-cache", "169.254.20.10"),
          Peer.outside("cloud-metadata", "169.254.169.254"),
          Peer.outside("internet", "203.0.113.7"));
  private static final List<String> PORTS =
      List.of("5000", "5701", "5702", "9000", "53", "53/UDP", "80", "443", "6443");

  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void exactlyTheFlowsThatAreNeeded(Manifests manifests) throws IOException {
    List<HasMetadata> resources = manifests.load();
    Flows flows = flows(resources);
    Peer ingest = peer(resources, "blockrelay-ingest");
    Peer edge = peer(resources, "blockrelay-edge");
    List<Peer> everybody = Stream.concat(Stream.of(ingest, edge), OTHERS.stream()).toList();

    List<String> allowed = new ArrayList<>();
    for (Peer from : everybody) {
      for (Peer to : everybody) {
        if (OTHERS.contains(from) && OTHERS.contains(to)) {
          continue;
        }
        String ports = PORTS.stream().filter(p -> allow(flows, from, to, p)).collect(joined());
        if (!ports.isEmpty()) {
          allowed.add(from.name() + " to " + to.name() + ": " + ports);
        }
      }
    }

    assertThat(allowed)
        .containsExactlyInAnyOrder(
            "ingest to ingest: 5701 5702",
            // 5000 is the port of the upstreams, which may be anywhere, and also the clients'.
            "ingest to edge: 5000 5701 5702",
            "ingest to neighbour: 5000",
            "ingest to stranger: 5000",
            "ingest to impostor: 5000",
            "ingest to prometheus: 5000",
            "ingest to internet: 5000",
            "ingest to dns: 5000 53 53/UDP",
            "ingest to dns-cache: 53 53/UDP",
            "edge to ingest: 5701 5702",
            "edge to edge: 5701 5702",
            "edge to dns: 53 53/UDP",
            "edge to dns-cache: 53 53/UDP",
            "neighbour to ingest: 9000",
            "neighbour to edge: 5000 9000",
            "stranger to edge: 5000",
            "impostor to edge: 5000",
            "prometheus to ingest: 9000",
            "prometheus to edge: 5000 9000",
            "dns to edge: 5000",
            "dns-cache to edge: 5000",
            "cloud-metadata to edge: 5000",
            "internet to edge: 5000");
  }

  @ParameterizedTest
  @EnumSource
  void ingestReachesItsUpstreamsAndEdgesDoNot(Manifests manifests) throws IOException {
    List<HasMetadata> resources = manifests.load();
    Flows flows = flows(resources);
    RelayConfig config = Workload.named(resources, "blockrelay-ingest").config(resources, dir);
    List<URI> addresses =
        config.chains().values().stream()
            .flatMap(chain -> chain.upstreams().stream())
            .flatMap(upstream -> Stream.of(upstream.url(), upstream.http()))
            .filter(address -> address != null)
            .toList();
    assertThat(addresses).isNotEmpty();
    Peer ingest = peer(resources, "blockrelay-ingest");
    Peer edge = peer(resources, "blockrelay-edge");
    for (URI address : addresses) {
      assertThat(OTHERS)
          .filteredOn(other -> List.of("neighbour", "stranger", "internet").contains(other.name()))
          .hasSize(3)
          .allMatch(node -> flows.allow(ingest, node, "TCP", address.getPort()))
          .noneMatch(node -> flows.allow(edge, node, "TCP", address.getPort()));
    }
  }

  private static Flows flows(List<HasMetadata> resources) {
    return new Flows(HOME, KubernetesYaml.all(resources, NetworkPolicy.class));
  }

  private static Peer peer(List<HasMetadata> resources, String workload) {
    return Peer.pod(
        workload.replace("blockrelay-", ""),
        HOME,
        Workload.named(resources, workload).template().getMetadata().getLabels());
  }

  private static boolean allow(Flows flows, Peer from, Peer to, String port) {
    String[] parts = port.split("/", 2);
    return flows.allow(from, to, parts.length == 1 ? "TCP" : parts[1], Integer.parseInt(parts[0]));
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(" ");
  }
}
