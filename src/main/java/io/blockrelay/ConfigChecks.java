package io.blockrelay;

import io.blockrelay.edge.AccessKey;
import io.blockrelay.model.ChainId;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules that span several keys, which no record can see alone. */
final class ConfigChecks {
  /** First segments of fixed client paths; a chain of that name would stand behind them. */
  private static final List<String> RESERVED =
      List.of("ws", "health", "metrics", "api", "websocket", "vipapi", "sse");

  private final RelayConfig config;
  private final ConfigTree tree;

  ConfigChecks(RelayConfig config, ConfigTree tree) {
    this.config = config;
    this.tree = tree;
  }

  void run() {
    config.chains().forEach(this::check);
    for (int i = 0; i < config.edge().keys().size(); i++) {
      checkNetworks("edge.keys." + i, config.edge().keys().get(i));
    }
  }

  private void checkNetworks(String path, AccessKey key) {
    Set<ChainId> chains = config.chains().keySet();
    for (ChainId network : key.networks()) {
      if (!chains.contains(network)) {
        throw tree.error(
            path,
            "is for the network %s, which is none of chains: %s"
                .formatted(
                    network,
                    chains.stream().map(ChainId::value).collect(Collectors.joining(", "))));
      }
    }
  }

  private void check(ChainId id, ChainConfig chain) {
    String path = "chains." + id;
    Set<String> protocols = new TreeSet<>(Protocols.names());
    if (RESERVED.contains(id.value())) {
      throw tree.error(
          path,
          "collides with the path /%s; choose a name other than %s"
              .formatted(id, String.join(", ", RESERVED)));
    }
    if (!protocols.contains(chain.protocol())) {
      throw tree.error(
          path + ".protocol",
          "must be one of %s, not \"%s\""
              .formatted(String.join(", ", protocols), chain.protocol()));
    }
    checkReads(path, chain);
    if (chain.upstreams().isEmpty() && config.roles().contains(Role.INGEST)) {
      throw tree.error(
          path + ".upstreams", "must name at least one upstream, as this node's roles have ingest");
    }
    for (int i = 0; i < chain.upstreams().size(); i++) {
      String upstream = path + ".upstreams." + i;
      checkPort(upstream + ".url", chain.upstreams().get(i).url());
      checkPort(upstream + ".http", chain.upstreams().get(i).http());
    }
  }

  private void checkReads(String path, ChainConfig chain) {
    if (!Protocols.asks(chain.protocol())) {
      refuse(path + ".reads", chain.reads(), chain);
      refuse(path + ".broadcast", chain.broadcast(), chain);
      refuse(path + ".subscriptionsMax", chain.subscriptionsMax(), chain);
    }
    try {
      Protocols.create(chain);
    } catch (IllegalArgumentException refused) {
      throw tree.error(path + ".reads", "is refused: " + refused.getMessage());
    }
  }

  private void refuse(String path, @Nullable Object value, ChainConfig chain) {
    if (value != null) {
      throw tree.error(
          path,
          "is for chains whose clients ask the nodes; %s's only listen"
              .formatted(chain.protocol()));
    }
  }

  private void checkPort(String path, @Nullable URI uri) {
    if (uri != null && (uri.getPort() == 0 || uri.getPort() > 65_535)) {
      throw tree.error(path, "must have a port from 1 to 65535, not \"" + uri + "\"");
    }
  }
}
