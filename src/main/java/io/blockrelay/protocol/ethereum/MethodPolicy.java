package io.blockrelay.protocol.ethereum;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which methods a client may call. Immutable, shared by all threads. */
public final class MethodPolicy {
  /** Reads that any node answers alike; nothing that keeps state on a node. */
  public static final List<String> READS =
      List.of(
          "eth_blobBaseFee",
          "eth_blockNumber",
          "eth_call",
          "eth_createAccessList",
          "eth_estimateGas",
          "eth_feeHistory",
          "eth_gasPrice",
          "eth_getBalance",
          "eth_getBlockByHash",
          "eth_getBlockByNumber",
          "eth_getBlockReceipts",
          "eth_getBlockTransactionCountByHash",
          "eth_getBlockTransactionCountByNumber",
          "eth_getCode",
          "eth_getLogs",
          "eth_getProof",
          "eth_getRawTransactionByHash",
          "eth_getStorageAt",
          "eth_getTransactionByBlockHashAndIndex",
          "eth_getTransactionByBlockNumberAndIndex",
          "eth_getTransactionByHash",
          "eth_getTransactionCount",
          "eth_getTransactionReceipt",
          "eth_getUncleByBlockHashAndIndex",
          "eth_getUncleByBlockNumberAndIndex",
          "eth_getUncleCountByBlockHash",
          "eth_getUncleCountByBlockNumber",
          "eth_maxPriorityFeePerGas",
          "eth_syncing",
          "net_listening",
          "web3_clientVersion",
          "web3_sha3");

  private static final Set<String> LOCAL =
      Set.of("eth_accounts", "eth_chainId", "eth_subscribe", "eth_unsubscribe", "net_version");
  private static final List<String> FORBIDDEN =
      List.of("admin_", "debug_", "personal_", "miner_", "engine_");
  static final String SEND = "eth_sendRawTransaction";

  private final Set<String> passed;

  /**
   * Makes a policy.
   *
   * @param reads the methods that are passed to a node
   * @param sendRawTransaction whether {@code eth_sendRawTransaction} is, too
   * @throws IllegalArgumentException when a method is among them that no client may ever call
   */
  public MethodPolicy(Collection<String> reads, boolean sendRawTransaction) {
    for (String method : reads) {
      if (isForbidden(method)) {
        throw new IllegalArgumentException(method + " is never passed on to a node");
      }
      if (method.equals(SEND)) {
        throw new IllegalArgumentException(SEND + " has a switch of its own");
      }
    }
    Set<String> methods = new HashSet<>(reads);
    if (sendRawTransaction) {
      methods.add(SEND);
    }
    this.passed = Set.copyOf(methods);
  }

  /** What is to be done with a call. */
  public enum Handling {
    /** The edge answers it. */
    LOCAL,
    /** A node answers it. */
    PASSED,
    /** Nobody does: geth's {@code the method X does not exist/is not available}. */
    REFUSED
  }

  /** Names are compared as they are, with regard to case, as in geth. */
  public Handling of(String method) {
    // geth subscribes by the end of the name, and lets the parameters' namespace fail.
    if (LOCAL.contains(method)
        || method.endsWith("_subscribe")
        || method.endsWith("_unsubscribe")) {
      return Handling.LOCAL;
    }
    return passed.contains(method) ? Handling.PASSED : Handling.REFUSED;
  }

  private static boolean isForbidden(String method) {
    return FORBIDDEN.stream().anyMatch(Hex.lowerCase(method)::startsWith);
  }
}
