package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.jsonrpc.NodeError;

/** What a node's errors amount to; each make of node words them anew. */
final class EthMeanings {
  private EthMeanings() {}

  static Throwable of(NodeError error) {
    if (error.isUnsupported()) {
      return Refusal.unsupported(error.getMessage());
    }
    String message = Hex.lowerCase(error.getMessage());
    return message.contains("unknown block") || message.contains("not found")
        ? new NotFoundException(error.getMessage())
        : error;
  }
}
