package io.blockrelay.protocol.cometbft;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which methods are passed on to a node. Immutable, shared by all threads. */
final class CometMethods {
  /**
   * The reads of a node's RPC. Not {@code check_tx}, which changes what an application expects of
   * the next transactions, nor {@code dump_consensus_state}, which tells a node's peers apart.
   */
  static final List<String> READS =
      List.of(
          "abci_info",
          "abci_query",
          "block",
          "block_by_hash",
          "block_results",
          "block_search",
          "blockchain",
          "commit",
          "consensus_params",
          "consensus_state",
          "genesis",
          "genesis_chunked",
          "header",
          "header_by_hash",
          "health",
          "net_info",
          "num_unconfirmed_txs",
          "status",
          "tx",
          "tx_search",
          "unconfirmed_txs",
          "validators");

  static final Set<String> BROADCASTS =
      Set.of("broadcast_tx_async", "broadcast_tx_commit", "broadcast_tx_sync");

  private static final Set<String> SUBSCRIBING =
      Set.of("subscribe", "unsubscribe", "unsubscribe_all");
  private static final List<String> FORBIDDEN = List.of("unsafe_", "dial_", "broadcast_evidence");

  private final Set<String> passed;

  /**
   * Makes a policy.
   *
   * @param reads the methods that are passed to a node
   * @param broadcast whether transactions are, too
   * @throws IllegalArgumentException when a method is among them that no client may ever call
   */
  CometMethods(Collection<String> reads, boolean broadcast) {
    reads.forEach(CometMethods::requireRead);
    Set<String> methods = new HashSet<>(reads);
    if (broadcast) {
      methods.addAll(BROADCASTS);
    }
    this.passed = Set.copyOf(methods);
  }

  /** Names are compared as they are, with regard to case, as on a node. */
  boolean passes(String method) {
    return passed.contains(method);
  }

  private static void requireRead(String method) {
    if (FORBIDDEN.stream().anyMatch(method::startsWith)) {
      throw new IllegalArgumentException(method + " is never passed on to a node");
    }
    if (BROADCASTS.contains(method)) {
      throw new IllegalArgumentException(method + " has a switch of its own");
    }
    if (SUBSCRIBING.contains(method)) {
      throw new IllegalArgumentException(method + " is answered by the relay");
    }
  }
}
