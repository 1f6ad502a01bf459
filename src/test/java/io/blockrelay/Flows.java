package io.blockrelay;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;

/**
 * What NetworkPolicies let through, as Kubernetes defines it: a pod that no policy selects for a
 * direction is open in it, and any other is let what any of its policies allows.
 *
 * @param namespace where the policies are
 */
@NullUnmarked
record Flows(String namespace, List<NetworkPolicy> policies) {
  /**
   * One end of a flow: a pod with its namespace and labels, or an address outside of the cluster.
   */
  record Peer(String name, String namespace, Map<String, String> labels, String address) {
    static Peer pod(String name, String namespace, Map<String, String> labels) {
      return new Peer(name, namespace, labels, null);
    }

    static Peer outside(String name, String address) {
      return new Peer(name, null, Map.of(), address);
    }
  }

  private record Rule(List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports) {}

  boolean allow(Peer from, Peer to, String protocol, int port) {
    return allow("Egress", from, to, protocol, port, Flows::egress)
        && allow("Ingress", to, from, protocol, port, Flows::ingress);
  }

  private boolean allow(
      String direction,
      Peer subject,
      Peer other,
      String protocol,
      int port,
      Function<NetworkPolicy, List<Rule>> rules) {
    List<NetworkPolicy> selecting =
        policies.stream()
            .filter(policy -> policy.getSpec().getPolicyTypes().contains(direction))
            .filter(policy -> namespace.equals(subject.namespace()))
            .filter(policy -> selects(policy.getSpec().getPodSelector(), subject.labels()))
            .toList();
    return selecting.isEmpty()
        || selecting.stream()
            .flatMap(policy -> rules.apply(policy).stream())
            .anyMatch(rule -> matches(rule, other, protocol, port));
  }

  private static List<Rule> egress(NetworkPolicy policy) {
    return policy.getSpec().getEgress().stream()
        .map(rule -> new Rule(rule.getTo(), rule.getPorts()))
        .toList();
  }

  private static List<Rule> ingress(NetworkPolicy policy) {
    return policy.getSpec().getIngress().stream()
        .map(rule -> new Rule(rule.getFrom(), rule.getPorts()))
        .toList();
  }

  private boolean matches(Rule rule, Peer other, String protocol, int port) {
    return (rule.peers().isEmpty() || rule.peers().stream().anyMatch(peer -> is(peer, other)))
        && (rule.ports().isEmpty()
            || rule.ports().stream().anyMatch(allowed -> is(allowed, protocol, port)));
  }

  private static boolean is(NetworkPolicyPort allowed, String protocol, int port) {
    String named = allowed.getProtocol() == null ? "TCP" : allowed.getProtocol();
    return named.equals(protocol) && allowed.getPort().getIntVal() == port;
  }

  private boolean is(NetworkPolicyPeer peer, Peer other) {
    if (peer.getIpBlock() != null) {
      // Network plug-ins differ in whether a block means pods too; let it not.
      return other.address() != null && covers(peer.getIpBlock(), other.address());
    }
    if (other.address() != null) {
      return false;
    }
    boolean there =
        peer.getNamespaceSelector() == null
            ? namespace.equals(other.namespace())
            : selects(
                peer.getNamespaceSelector(),
                Map.of("kubernetes.io/metadata.name", other.namespace()));
    return there
        && (peer.getPodSelector() == null || selects(peer.getPodSelector(), other.labels()));
  }

  private static boolean selects(LabelSelector selector, Map<String, String> labels) {
    if (!selector.getMatchExpressions().isEmpty()) {
      throw new AssertionError("matchExpressions are not understood here");
    }
    return selector.getMatchLabels() == null
        || labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
  }

  private static boolean covers(IPBlock block, String address) {
    return covers(block.getCidr(), address)
        && block.getExcept().stream().noneMatch(except -> covers(except, address));
  }

  private static boolean covers(String cidr, String address) {
    String[] parts = cidr.split("/", 2);
    int hostBits = 32 - Integer.parseInt(parts[1]);
    return number(parts[0]).shiftRight(hostBits).equals(number(address).shiftRight(hostBits));
  }

  private static BigInteger number(String address) {
    try {
      return new BigInteger(1, InetAddress.getByName(address).getAddress());
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
