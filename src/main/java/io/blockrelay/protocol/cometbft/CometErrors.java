package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.jsonrpc.JsonText;
import io.blockrelay.protocol.jsonrpc.RpcError;

/** A node's errors. What happened stands in {@code data}; the messages are always the same. */
final class CometErrors {
  static final RpcError METHOD_NOT_FOUND =
      new RpcError(RpcError.METHOD_NOT_FOUND, "Method not found");

  /** To a subscribe with a query of over {@link CometQuery#BYTES_MAX}, before it is read. */
  static final RpcError QUERY_TOO_LONG = internal("maximum query length exceeded");

  static final RpcError ALREADY_SUBSCRIBED = internal("already subscribed");

  /** To an unsubscribe of what is not subscribed, and an unsubscribe_all with nothing to end. */
  static final RpcError NOT_FOUND = internal("subscription not found");

  private CometErrors() {}

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

  static RpcError tooManyClients(int max) {
    return internal("max_subscription_clients " + max + " reached");
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

  static RpcError internal(String data) {
    return error(RpcError.INTERNAL, "Internal error", data);
  }

  private static RpcError error(int code, String message, String data) {
    return new RpcError(code, message, JsonText.quote(data));
  }
}
