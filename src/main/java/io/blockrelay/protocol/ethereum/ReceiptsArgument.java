package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.Json;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The second parameter of {@code ["transactionReceipts", {"transactionHashes": […]}]}. */
record ReceiptsArgument(List<String> hashes) {
  private static final int HASHES_MAX = 200;
  private static final String FIELD = "input.transactionHashes";
  private static final RpcError TOO_MANY =
      new RpcError(
          RpcError.SERVER_ERROR,
          "exceed max number of transaction hashes allowed per transactionReceipts subscription");

  static ReceiptsArgument read(Json argument) throws HexException {
    if (argument instanceof Json.Null) {
      return new ReceiptsArgument(List.of());
    }
    if (!(argument instanceof Json.Obj fields)) {
      throw new HexException(GoTypes.into(argument, "filters.input"));
    }
    Json hashes = Arguments.present(fields, "transactionHashes");
    if (hashes == null) {
      return new ReceiptsArgument(List.of());
    }
    if (!(hashes instanceof Json.Arr array)) {
      throw new HexException(GoTypes.intoField(hashes.kind(), FIELD, "[]common.Hash"));
    }
    List<String> read = new ArrayList<>();
    for (Json hash : array.items()) {
      read.add(BlockHash.read(hash, FIELD));
    }
    return new ReceiptsArgument(read);
  }

  /** The limit counts the hashes as they were sent. */
  EthTopic topic() throws RpcException {
    if (hashes.size() > HASHES_MAX) {
      throw new RpcException(TOO_MANY);
    }
    return new EthTopic.Receipts(new TreeSet<>(hashes));
  }
}
