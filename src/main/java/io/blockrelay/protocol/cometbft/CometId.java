package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.jsonrpc.JsonText;
import org.jspecify.annotations.Nullable;

/** Ids as a node echoes them, as JSON text. */
final class CometId {
  private static final double TOO_LARGE = 0x1p63;

  private CometId() {}

  static String ofString(String id) {
    return JsonText.quote(id);
  }

  /** A node reads a double and keeps the integer of it; null when it is not even a double. */
  static @Nullable String ofNumber(String id) {
    double number = Double.parseDouble(id);
    if (Double.isInfinite(number)) {
      return null;
    }
    boolean fits = number >= -TOO_LARGE && number < TOO_LARGE;
    // What does not fit becomes this on the processors that nodes run on.
    return Long.toString(fits ? (long) number : Long.MIN_VALUE);
  }
}
