package io.blockrelay;

import io.blockrelay.protocol.ChainDocument;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.basalt.BasaltDialects;
import io.blockrelay.protocol.basalt.BasaltProtocol;
import io.blockrelay.protocol.bigchaindb.BigchainDialects;
import io.blockrelay.protocol.bigchaindb.BigchainProtocol;
import io.blockrelay.protocol.bigchaindb.RootDocument;
import io.blockrelay.protocol.cometbft.CometProtocol;
import io.blockrelay.protocol.ethereum.EthereumProtocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The protocols that a chain can speak, and the languages that its clients can: explicit lists, so
 * that they can be read in one place.
 */
final class Protocols {
  private static final Map<String, Function<ChainConfig, ChainProtocol>> ALL =
      Map.of(
          "basalt", chain -> new BasaltProtocol(),
          "bigchaindb", chain -> new BigchainProtocol(strictPing(chain)),
          "cometbft",
              chain -> new CometProtocol(reads(chain), broadcast(chain), subscriptions(chain)),
          "ethereum",
              chain -> new EthereumProtocol(reads(chain), broadcast(chain), subscriptions(chain)));

  /** Those whose clients ask the nodes something, so that an operator can say what. */
  private static final Set<String> ASKING = Set.of("cometbft", "ethereum");

  private Protocols() {}

  static Set<String> names() {
    return ALL.keySet();
  }

  /** Whether {@link ChainConfig#reads} and what follows it mean anything for it. */
  static boolean asks(String name) {
    return ASKING.contains(name);
  }

  /**
   * The protocol that the chain speaks, which must be one of {@link #names}.
   *
   * @throws IllegalArgumentException when it refuses the chain's {@link ChainConfig#reads}
   */
  static ChainProtocol create(ChainConfig chain) {
    Function<ChainConfig, ChainProtocol> protocol = ALL.get(chain.protocol());
    if (protocol == null) {
      throw new IllegalArgumentException("no such protocol: " + chain.protocol());
    }
    return protocol.apply(chain);
  }

  /**
   * The languages in which the chain's clients are spoken to, its own first.
   *
   * @param protocol what the chain speaks
   */
  static List<ClientDialect> dialects(ChainConfig chain, ChainProtocol protocol) {
    List<ClientDialect> dialects = new ArrayList<>(protocol.dialects());
    if (protocol.partsOnDemand().contains(Summaries.BLOCK)) {
      dialects.addAll(BasaltDialects.ofAnyChain());
    }
    if (protocol.partsOnDemand().contains(Summaries.TRANSACTIONS)) {
      dialects.addAll(BigchainDialects.all(strictPing(chain)));
    }
    return dialects;
  }

  /** What stands to read of the chain, its own first. */
  static List<ChainDocument> documents(ChainProtocol protocol) {
    List<ChainDocument> documents = new ArrayList<>(protocol.documents());
    documents.addAll(RootDocument.all(Main.version()));
    return documents;
  }

  private static Collection<String> reads(ChainConfig chain) {
    Collection<String> reads = chain.reads();
    return reads == null ? List.of() : reads;
  }

  /** 0 for the protocol's own bound. */
  private static int subscriptions(ChainConfig chain) {
    return chain.subscriptionsMax() == null ? 0 : chain.subscriptionsMax();
  }

  private static boolean strictPing(ChainConfig chain) {
    return Boolean.TRUE.equals(chain.strictPing());
  }

  private static boolean broadcast(ChainConfig chain) {
    return Boolean.TRUE.equals(chain.broadcast());
  }
}
