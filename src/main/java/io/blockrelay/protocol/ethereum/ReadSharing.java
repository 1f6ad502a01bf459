package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.Read.Sharing;
import io.blockrelay.protocol.jsonrpc.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long the answer to a read holds. Whatever is not known for certain, as a parameter that looks
 * odd or a method that an operator allowed, is shared only while it is being answered.
 */
final class ReadSharing {
  /** The hash that comes first determines the answer. */
  private static final Set<String> BY_HASH =
      Set.of(
          "eth_getBlockByHash",
          "eth_getBlockTransactionCountByHash",
          "eth_getRawTransactionByHash",
          "eth_getTransactionByBlockHashAndIndex",
          "eth_getUncleByBlockHashAndIndex",
          "eth_getUncleCountByBlockHash");

  private static final Set<String> CONSTANT = Set.of("eth_chainId", "net_version", "web3_sha3");

  private static final Set<String> BY_HEAD =
      Set.of("eth_blobBaseFee", "eth_blockNumber", "eth_gasPrice", "eth_maxPriorityFeePerGas");

  /** At which position the block is that the answer is about. */
  private static final Map<String, Integer> BY_BLOCK =
      Map.ofEntries(
          Map.entry("eth_call", 1),
          Map.entry("eth_createAccessList", 1),
          Map.entry("eth_estimateGas", 1),
          Map.entry("eth_feeHistory", 1),
          Map.entry("eth_getBalance", 1),
          Map.entry("eth_getBlockByNumber", 0),
          Map.entry("eth_getBlockReceipts", 0),
          Map.entry("eth_getBlockTransactionCountByNumber", 0),
          Map.entry("eth_getCode", 1),
          Map.entry("eth_getProof", 2),
          Map.entry("eth_getStorageAt", 2),
          Map.entry("eth_getTransactionByBlockNumberAndIndex", 0),
          Map.entry("eth_getTransactionCount", 1),
          Map.entry("eth_getUncleByBlockNumberAndIndex", 0),
          Map.entry("eth_getUncleCountByBlockNumber", 0));

  private static final Set<String> LOG_FILTER =
      Set.of("address", "topics", "fromBlock", "toBlock", "blockHash");

  private static final Set<String> TAGS = Set.of("earliest", "finalized", "latest", "safe");

  private ReadSharing() {}

  static Sharing of(String method, List<Json> arguments) {
    if (method.equals(MethodPolicy.SEND)) {
      return Sharing.ALONE;
    }
    Json first = argument(arguments, 0);
    if (CONSTANT.contains(method)) {
      return Sharing.FIXED;
    }
    if (BY_HASH.contains(method)) {
      return isHash(first) ? Sharing.FIXED : Sharing.WHILE_ASKED;
    }
    if (method.equals("eth_getTransactionReceipt")) {
      return untilNextBlock(isHash(first));
    }
    if (method.equals("eth_getLogs")) {
      return logs(first);
    }
    if (method.equals("eth_getBlockReceipts") && isHash(first)) {
      return Sharing.FIXED;
    }
    Integer position = BY_BLOCK.get(method);
    return untilNextBlock(
        position == null ? BY_HEAD.contains(method) : isMined(argument(arguments, position)));
  }

  private static Sharing untilNextBlock(boolean certain) {
    return certain ? Sharing.UNTIL_NEXT_BLOCK : Sharing.WHILE_ASKED;
  }

  private static @Nullable Json argument(List<Json> arguments, int position) {
    return position < arguments.size() ? arguments.get(position) : null;
  }

  private static Sharing logs(@Nullable Json filter) {
    if (!(filter instanceof Json.Obj fields) || !isPlain(fields)) {
      return Sharing.WHILE_ASKED;
    }
    Json hash = fields.get("blockHash");
    if (hash != null) {
      return isHash(hash) ? Sharing.FIXED : Sharing.WHILE_ASKED;
    }
    return untilNextBlock(isMinedOrLeftOut(fields, "fromBlock", "toBlock"));
  }

  /** Nodes differ in what they make of repeated names and of names in other letters. */
  private static boolean isPlain(Json.Obj filter) {
    Set<String> names = new HashSet<>();
    return filter.fields().stream()
        .allMatch(field -> LOG_FILTER.contains(field.name()) && names.add(field.name()));
  }

  private static boolean isMinedOrLeftOut(Json.Obj fields, String... names) {
    for (String name : names) {
      Json block = fields.get(name);
      if (block != null && !isMined(block)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it names a block that is in the chain; left out, it is pending for some nodes. */
  private static boolean isMined(@Nullable Json block) {
    // EIP-1898's objects name a block by its number or hash.
    return block instanceof Json.Obj
        || (block instanceof Json.Text text
            && (TAGS.contains(text.value()) || text.value().startsWith("0x")));
  }

  private static boolean isHash(@Nullable Json value) {
    return value instanceof Json.Text text
        && text.value().length() == 66
        && text.value().startsWith("0x");
  }
}
