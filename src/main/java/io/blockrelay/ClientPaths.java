package io.blockrelay;

import io.blockrelay.model.ChainId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Where the clients of each chain connect. */
final class ClientPaths {
  private static final String CHAIN = "{chain}";

  private ClientPaths() {}

  /**
   * Each chain's paths, the shortest to type first; a path without a name goes to the first chain
   * of its protocol.
   */
  static Map<ChainId, Set<String>> of(RelayConfig config) {
    Map<ChainId, Set<String>> paths = new LinkedHashMap<>();
    Set<String> protocolsSeen = new HashSet<>();
    config
        .chains()
        .forEach(
            (chain, chainConfig) ->
                paths.put(
                    chain,
                    paths(
                        chain, chainConfig.protocol(), protocolsSeen.add(chainConfig.protocol()))));
    return paths;
  }

  private static Set<String> paths(ChainId chain, String protocol, boolean first) {
    Set<String> paths = new LinkedHashSet<>();
    for (String path : Protocols.create(protocol).terms().paths()) {
      if (path.contains(CHAIN)) {
        paths.add(path.replace(CHAIN, chain.value()));
      } else if (first) {
        paths.add(path);
      }
    }
    return paths;
  }
}
