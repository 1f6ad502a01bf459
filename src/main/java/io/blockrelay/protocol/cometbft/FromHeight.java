package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.jsonrpc.Json;
import io.blockrelay.protocol.jsonrpc.RpcException;

/**
 * {@code from_height}, which nodes do not know: a subscription that begins with the events of that
 * block. A string as CometBFT writes heights, or a number.
 */
final class FromHeight {
  /** Long enough for every chain, and short enough for a long. */
  private static final int DIGITS_MAX = 18;

  private FromHeight() {}

  /** Reads it; null is from now on. */
  static StartAt read(Json value) throws RpcException {
    if (value instanceof Json.Null) {
      return StartAt.LIVE;
    }
    if (!isHeight(value)) {
      throw new RpcException(CometErrors.params("from_height must be a height, as \"123\""));
    }
    return new StartAt.FromHeight(Long.parseLong(text(value)));
  }

  /** Whether it is the height of a block. */
  static boolean isHeight(Json value) {
    String text = text(value);
    return !text.isEmpty()
        && text.length() <= DIGITS_MAX
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && text.charAt(0) != '0';
  }

  private static String text(Json value) {
    if (value instanceof Json.Text text) {
      return text.value();
    }
    return value instanceof Json.Num number ? number.text() : "";
  }
}
