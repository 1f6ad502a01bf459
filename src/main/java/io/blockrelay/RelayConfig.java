package io.blockrelay;

import io.blockrelay.cluster.ClusterConfig;
import io.blockrelay.edge.EdgeConfig;
import io.blockrelay.history.HistoryConfig;
import io.blockrelay.ingest.IngestConfig;
import io.blockrelay.model.ChainId;
import io.blockrelay.ops.OperationsConfig;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Everything that a node is told before it starts; the components mirror the keys of {@code
 * conf/relay.yaml}. Read by {@link ConfigReader}.
 *
 * @param chains in the order of the configuration, because a path without a chain's name belongs to
 *     the first chain of its protocol
 */
record RelayConfig(
    Set<Role> roles,
    EdgeConfig edge,
    IngestConfig ingest,
    HistoryConfig history,
    ClusterConfig cluster,
    OperationsConfig operations,
    Map<ChainId, ChainConfig> chains) {
  RelayConfig {
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("roles must name at least one role");
    }
    if (chains.isEmpty()) {
      throw new IllegalArgumentException("chains must name at least one chain");
    }
    roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    chains = Collections.unmodifiableMap(new LinkedHashMap<>(chains));
  }

  /** That chain's part; it must be one of {@link #chains}. */
  ChainConfig chain(ChainId id) {
    return Objects.requireNonNull(chains.get(id));
  }

  /** The same with other chains. */
  RelayConfig with(Map<ChainId, ChainConfig> newChains) {
    return new RelayConfig(roles, edge, ingest, history, cluster, operations, newChains);
  }
}
