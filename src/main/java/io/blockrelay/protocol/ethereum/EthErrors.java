package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.RpcError;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * geth's answers that do not depend on a request's parameters.
 *
 * <p>Over HTTP, geth 1.17.0 answers all of them with status 200 and {@code application/json}; a
 * notification, a batch of nothing else and an empty body get an empty body.
 */
public final class EthErrors {
  /** To an {@code eth_unsubscribe} of an id that the connection does not have. */
  public static final RpcError UNKNOWN_SUBSCRIPTION =
      new RpcError(RpcError.SERVER_ERROR, "subscription not found");

  /** To any {@code *_subscribe} over HTTP, before its parameters are looked at. */
  public static final RpcError NO_NOTIFICATIONS =
      new RpcError(RpcError.METHOD_NOT_FOUND, "notifications not supported");

  /** To what is no JSON, over HTTP; on a WebSocket geth says what its parser says, and hangs up. */
  public static final RpcError NO_JSON_OVER_HTTP =
      new RpcError(RpcError.PARSE_ERROR, "parse error");

  private static final int NAME_BYTES_MAX = 2_048;

  private EthErrors() {}

  /**
   * The answer to a method whose name is over 2,048 bytes long, null for others. geth does not look
   * at the length of an {@code *_unsubscribe}.
   */
  public static @Nullable RpcError nameTooLong(String method) {
    int length = method.getBytes(StandardCharsets.UTF_8).length;
    if (length <= NAME_BYTES_MAX || method.endsWith("_unsubscribe")) {
      return null;
    }
    String noun = method.endsWith("_subscribe") ? "subscription" : "method";
    return new RpcError(
        RpcError.INVALID_REQUEST, noun + " name too long: " + length + " > " + NAME_BYTES_MAX);
  }
}
