package io.blockrelay;

import io.blockrelay.model.ChainId;
import io.blockrelay.protocol.ChainDocument;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientDialect;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the clients of each chain connect, and where its documents stand. */
final class ClientPaths {
  private static final String CHAIN = "{chain}";
  private static final String API_KEY = "{apikey}";

  /** KCC by the name that Tokenview's documents give it, which its clients have in their paths. */
  private static final Map<ChainId, ChainId> TOKENVIEWS =
      Map.of(new ChainId("kcc"), new ChainId("kcs"));

  private final RelayConfig config;
  private final Map<ChainId, ChainProtocol> protocols = new LinkedHashMap<>();

  /** Whose those paths are that name no chain. */
  private final Map<String, ChainId> dialectOwners = new HashMap<>();

  private final Map<String, ChainId> documentOwners = new HashMap<>();

  /**
   * The paths of one chain.
   *
   * @param dialects of each, its own first, the shortest path to type first
   */
  record OfChain(
      ChainProtocol protocol,
      Map<ClientDialect, Set<String>> dialects,
      Map<ChainDocument, Set<String>> documents) {}

  private ClientPaths(RelayConfig config) {
    this.config = config;
    config.chains().forEach((id, chain) -> protocols.put(id, Protocols.create(chain)));
    // Where a dialect is at home, its short path leads, and elsewhere only if it is so nowhere.
    protocols.forEach((id, protocol) -> claim(id, protocol.dialects(), protocol.documents()));
    protocols.forEach(
        (id, protocol) -> claim(id, dialects(id, protocol), Protocols.documents(protocol)));
  }

  /** Each chain's paths; one without a name goes to the first chain that it can be of. */
  static Map<ChainId, OfChain> of(RelayConfig config) {
    return new ClientPaths(config).all();
  }

  private void claim(ChainId id, List<ClientDialect> dialects, List<ChainDocument> documents) {
    dialects.forEach(
        dialect -> dialect.terms().paths().forEach(path -> dialectOwners.putIfAbsent(path, id)));
    documents.forEach(
        document -> document.paths().forEach(path -> documentOwners.putIfAbsent(path, id)));
  }

  private List<ClientDialect> dialects(ChainId id, ChainProtocol protocol) {
    return Protocols.dialects(config.chain(id), protocol);
  }

  private Map<ChainId, OfChain> all() {
    Map<ChainId, OfChain> all = new LinkedHashMap<>();
    protocols.forEach(
        (id, protocol) -> {
          Map<ClientDialect, Set<String>> dialects = new LinkedHashMap<>();
          for (ClientDialect dialect : dialects(id, protocol)) {
            dialects.put(dialect, paths(id, dialect.terms().paths(), dialectOwners));
          }
          Map<ChainDocument, Set<String>> documents = new LinkedHashMap<>();
          for (ChainDocument document : Protocols.documents(protocol)) {
            documents.put(document, paths(id, document.paths(), documentOwners));
          }
          all.put(id, new OfChain(protocol, dialects, documents));
        });
    return all;
  }

  private Set<String> paths(ChainId id, List<String> templates, Map<String, ChainId> owners) {
    Set<String> paths = new LinkedHashSet<>();
    ChainId other = TOKENVIEWS.get(id);
    for (String template : templates) {
      if (template.contains(CHAIN)) {
        paths.add(template.replace(CHAIN, id.value()));
        if (other != null && template.contains(API_KEY) && !config.chains().containsKey(other)) {
          paths.add(template.replace(CHAIN, other.value()));
        }
      } else if (id.equals(owners.get(template))) {
        paths.add(template);
      }
    }
    return paths;
  }
}
