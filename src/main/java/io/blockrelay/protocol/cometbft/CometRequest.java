package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What a client wants. A query is as it was sent: it may be too long, or none at all. */
sealed interface CometRequest {
  record Subscribe(String query, StartAt start) implements CometRequest {}

  record Unsubscribe(String query) implements CometRequest {}

  record UnsubscribeAll() implements CometRequest {}

  /** A question for a node, or nonsense. */
  record Other(String method, @Nullable Buffer params) implements CometRequest {}

  /**
   * Reads a call.
   *
   * @throws RpcException with what a node answers to such parameters
   */
  static CometRequest of(CometInbound.Call call) throws RpcException {
    Buffer params = call.params();
    return switch (call.method()) {
      case "subscribe" -> CometParams.subscribe(params);
      case "unsubscribe" -> new Unsubscribe(CometParams.query(params));
      case "unsubscribe_all" -> {
        CometParams.requireNone(params);
        yield new UnsubscribeAll();
      }
      default -> new Other(call.method(), params);
    };
  }
}
