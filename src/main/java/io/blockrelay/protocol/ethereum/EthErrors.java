package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;
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

  /** The limits of what one connection may have under way; the code is EIP-1474's. */
  public static final RpcError TOO_MANY_REQUESTS =
      new RpcError(-32005, "limit exceeded: too many requests wait for their replies");

  private static final int NAME_BYTES_MAX = 2_048;

  private EthErrors() {}

  /** What jsonrpsee, and so reth, says to one subscription too many. */
  static RpcError tooManySubscriptions(int max) {
    return new RpcError(
        -32006,
        "Too many subscriptions on the connection",
        "\"Exceeded max limit of " + max + "\"");
  }

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

  /** What a client is told when its call failed. */
  static RpcError of(Throwable failure) {
    if (failure instanceof RpcException mistake) {
      return mistake.error();
    }
    return failure instanceof Refusal refusal ? of(refusal) : RpcError.CRASHED;
  }

  private static RpcError of(Refusal refusal) {
    String message = refusal.getMessage();
    return switch (refusal.reason()) {
      case BAD_REQUEST -> RpcError.invalidParams(message);
      case GONE -> new RpcError(RpcError.SERVER_ERROR, message, oldest(refusal.oldest()));
      case UNSUPPORTED -> new RpcError(RpcError.METHOD_NOT_FOUND, message);
      case UNAVAILABLE -> new RpcError(RpcError.TIMED_OUT.code(), message);
    };
  }

  private static @Nullable String oldest(long block) {
    return block < 0 ? null : "{\"oldest\":\"0x" + Long.toHexString(block) + "\"}";
  }
}
