package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.jsonrpc.JsonText;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;

/** A node's errors. What happened stands in {@code data}; the messages are always the same. */
final class CometErrors {
  static final RpcError METHOD_NOT_FOUND =
      new RpcError(RpcError.METHOD_NOT_FOUND, "Method not found");

  /** To a subscribe with a query of over {@link CometQuery#BYTES_MAX}, before it is read. */
  static final RpcError QUERY_TOO_LONG = internal("maximum query length exceeded");

  static final RpcError ALREADY_SUBSCRIBED = internal("already subscribed");

  /** To an unsubscribe of what is not subscribed, and an unsubscribe_all with nothing to end. */
  static final RpcError NOT_FOUND = internal("subscription not found");

  /** To a call beyond what one connection may have under way. */
  static final RpcError BUSY = internal("too many requests wait for their replies");

  private CometErrors() {}

  /** What a client is told when its call failed. */
  static RpcError of(Throwable failure) {
    if (failure instanceof RpcException mistake) {
      return mistake.error();
    }
    if (failure instanceof QueryException mistake) {
      return query(mistake);
    }
    return internal(
        failure instanceof Refusal refusal ? refusal.getMessage() : "method handler crashed");
  }

  /** To what is no request; it is answered without an id. */
  static RpcError noRequest(String reason) {
    return error(
        RpcError.PARSE_ERROR, "Parse error. Invalid JSON", "error unmarshaling request: " + reason);
  }

  static RpcError params(String reason) {
    return internal("error converting json params to arguments: " + reason);
  }

  static RpcError query(QueryException mistake) {
    return internal("failed to parse query: " + mistake.getMessage());
  }

  static RpcError tooManySubscriptions(int max) {
    return internal("max_subscriptions_per_client " + max + " reached");
  }

  /** Tells a subscription by its id that it ends. */
  static RpcError canceled(String reason) {
    return error(
        RpcError.SERVER_ERROR,
        "Server error",
        "subscription was canceled (reason: " + reason + ")");
  }

  /** The reason that a node gives its subscribers. */
  static String reason(CloseReason close) {
    if (close.equals(CometDialect.TOO_SLOW)) {
      return "internal subscription event buffer is out of capacity";
    }
    return close.equals(CloseReason.GOING_AWAY) ? "CometBFT exited" : close.text();
  }

  static RpcError internal(String data) {
    return error(RpcError.INTERNAL, "Internal error", data);
  }

  private static RpcError error(int code, String message, String data) {
    return new RpcError(code, message, JsonText.quote(data));
  }
}
