package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.Json;

/** The {@code fromBlock} and {@code toBlock} of a filter: a number, or a name. */
final class BlockTag {
  static final long PENDING = -1;
  static final long LATEST = -2;
  static final long FINALIZED = -3;
  static final long SAFE = -4;
  static final long EARLIEST = -5;

  private BlockTag() {}

  /** The number, or one of the constants, which are negative. */
  static long read(Json value) throws HexException {
    if (!(value instanceof Json.Text text)) {
      // go-ethereum takes the bare JSON for hex.
      throw new HexException("hex string without 0x prefix");
    }
    return switch (text.value()) {
      case "pending" -> PENDING;
      case "latest" -> LATEST;
      case "finalized" -> FINALIZED;
      case "safe" -> SAFE;
      case "earliest" -> EARLIEST;
      default -> Hex.quantity(text.value());
    };
  }
}
