package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.Read.Sharing;
import io.blockrelay.protocol.jsonrpc.Json;
import org.jspecify.annotations.Nullable;

/**
 * How long the answer to a read holds. A block is final with its first announcement, so a height
 * fixes what is asked about it. Whatever is not known for certain, as a method that an operator
 * allowed, is shared only while it is being answered.
 */
final class CometSharing {
  private CometSharing() {}

  /**
   * The sharing of a call.
   *
   * @param params an object, an array, or null
   */
  static Sharing of(String method, Json params) {
    if (CometMethods.BROADCASTS.contains(method)) {
      return Sharing.ALONE;
    }
    return switch (method) {
      // Its transaction counts as sent for those that are checked after it.
      case "check_tx" -> Sharing.ALONE;
      // What is not found is an error, and errors are not kept.
      case "genesis", "genesis_chunked", "tx" -> Sharing.FIXED;
      case "block", "block_results", "consensus_params", "header", "validators" ->
          byHeight(argument(params, "height", 0));
      // A hash that is not known yet has an answer, too, and the newest commit is not the last one.
      case "abci_info", "block_by_hash", "blockchain", "commit", "header_by_hash", "status" ->
          Sharing.UNTIL_NEXT_BLOCK;
      case "abci_query" -> query(argument(params, "path", 0));
      // Searches find a block some time after it is announced, and the rest changes at any time.
      default -> Sharing.WHILE_ASKED;
    };
  }

  private static Sharing byHeight(@Nullable Json height) {
    if (height == null || height instanceof Json.Null) {
      return Sharing.UNTIL_NEXT_BLOCK;
    }
    return FromHeight.isHeight(height) ? Sharing.FIXED : Sharing.WHILE_ASKED;
  }

  /** Other paths may lead to a simulation, which depends on the transactions that wait. */
  private static Sharing query(@Nullable Json path) {
    boolean ofState =
        path instanceof Json.Text text
            && (text.value().contains(".Query/") || text.value().startsWith("/store/"));
    return ofState ? Sharing.UNTIL_NEXT_BLOCK : Sharing.WHILE_ASKED;
  }

  private static @Nullable Json argument(Json params, String name, int position) {
    if (params instanceof Json.Arr array) {
      return position < array.items().size() ? array.items().get(position) : null;
    }
    return params instanceof Json.Obj named ? CometParams.last(named, name) : null;
  }
}
