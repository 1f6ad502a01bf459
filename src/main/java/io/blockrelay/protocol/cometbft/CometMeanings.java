package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.jsonrpc.NodeError;

/**
 * What a node's errors amount to; nearly all have the code -32603, and say what is wrong in their
 * data.
 */
final class CometMeanings {
  private CometMeanings() {}

  /** A node that does not have the block yet is only late: to ask again helps. */
  static Throwable of(NodeError error) {
    String text = text(error);
    if (error.isUnsupported() || text.contains("node is not persisting")) {
      return Refusal.unsupported(text);
    }
    return text.contains("is not available, lowest height is")
            || text.contains("could not find results for height")
        ? new NotFoundException(text)
        : error;
  }

  /** What a stream's failure means for those who want it. */
  static Refusal refusal(Throwable failure) {
    if (failure instanceof Refusal known) {
      return known;
    }
    if (failure instanceof NodeError error && error.isUnsupported()) {
      return Refusal.unsupported(text(error));
    }
    return Refusal.unavailable(text(failure));
  }

  static boolean isAlreadySubscribed(Throwable failure) {
    return failure instanceof NodeError && text(failure).contains("already subscribed");
  }

  static String text(Throwable failure) {
    return failure instanceof NodeError error && !error.data().isEmpty()
        ? error.data()
        : String.valueOf(failure.getMessage());
  }
}
