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
  private static final String API_KEY = "{apikey}";

  /** KCC by the name that Tokenview's documents give it, which its clients have in their paths. */
  private static final Map<ChainId, ChainId> TOKENVIEWS =
      Map.of(new ChainId("kcc"), new ChainId("kcs"));

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
            (chain, chainConfig) -> {
              boolean first = protocolsSeen.add(chainConfig.protocol());
              Set<String> own = paths(chain, chainConfig, first);
              ChainId other = TOKENVIEWS.get(chain);
              if (other != null && !config.chains().containsKey(other)) {
                paths(other, chainConfig, false).stream()
                    .filter(path -> path.contains(API_KEY))
                    .forEach(own::add);
              }
              paths.put(chain, own);
            });
    return paths;
  }

  private static Set<String> paths(ChainId chain, ChainConfig config, boolean first) {
    Set<String> paths = new LinkedHashSet<>();
    for (String path : Protocols.create(config).terms().paths()) {
      if (path.contains(CHAIN)) {
        paths.add(path.replace(CHAIN, chain.value()));
      } else if (first) {
        paths.add(path);
      }
    }
    return paths;
  }
}
