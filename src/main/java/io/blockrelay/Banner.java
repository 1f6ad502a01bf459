package io.blockrelay;

import io.blockrelay.cluster.Transports;
import io.blockrelay.ingest.UpstreamConfig;
import io.blockrelay.model.ChainId;
import io.blockrelay.protocol.ClientDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a node says when it has started: what runs, where to connect, and what to try. */
final class Banner {
  private final RelayConfig config;
  private final Relay relay;
  private final boolean embeddedValidator;

  /**
   * @param embeddedValidator whether the upstream runs in this process
   */
  Banner(RelayConfig config, Relay relay, boolean embeddedValidator) {
    this.config = config;
    this.relay = relay;
    this.embeddedValidator = embeddedValidator;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String roles = config.roles().stream().map(Role::toString).collect(Collectors.joining(", "));
    int nodes = relay.cluster().nodes().size();
    lines.add(
        "blockrelay: %s, %s, %s"
            .formatted(
                roles,
                nodes == 1 ? "alone" : "one of " + nodes + " nodes",
                Transports.transport()));
    ClientPaths.of(config).forEach((chain, paths) -> chain(lines, chain, usual(paths).getValue()));
    lines.add(
        "  health    http://%s:%d/health/ready"
            .formatted(reachable(config.operations().host()), relay.operationsPort()));
    if (relay.edgePort() > 0) {
      lines.add("Follow it:  " + follow());
    }
    return lines;
  }

  private void chain(List<String> lines, ChainId chain, Set<String> paths) {
    if (relay.edgePort() > 0) {
      lines.add(
          "  %-9s %s"
              .formatted(
                  chain, paths.stream().map(this::address).collect(Collectors.joining("  or  "))));
    } else {
      lines.add("  %-9s".formatted(chain));
    }
    if (config.roles().contains(Role.INGEST)) {
      String upstreams =
          config.chain(chain).upstreams().stream()
              .map(UpstreamConfig::plainUrl)
              .collect(Collectors.joining(", "));
      lines.add(
          "            from " + upstreams + (embeddedValidator ? ", a validator inside" : ""));
    }
  }

  private String follow() {
    Map.Entry<ClientDialect, Set<String>> first =
        usual(ClientPaths.of(config).values().iterator().next());
    return first
        .getKey()
        .terms()
        .follow()
        .replace("{blockrelay}", command())
        .replace("{address}", address(first.getValue().iterator().next()) + key());
  }

  /** The others are for whoever has read of them. */
  private static Map.Entry<ClientDialect, Set<String>> usual(ClientPaths.OfChain paths) {
    return paths.dialects().entrySet().iterator().next();
  }

  /** Where a client's key goes; never one of those that are configured. */
  private String key() {
    return config.edge().keys().isEmpty() ? "" : "?apikey=KEY";
  }

  private String address(String path) {
    return "ws://%s:%d%s".formatted(reachable(config.edge().host()), relay.edgePort(), path);
  }

  /** A host to connect to, for one to listen on. */
  static String reachable(String host) {
    return host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
  }

  /** How this program was called. */
  private static String command() {
    String classPath = System.getProperty("java.class.path", "");
    return classPath.endsWith(".jar") ? "java -jar " + classPath : "blockrelay";
  }
}
