package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.jsonrpc.JsonText;
import io.blockrelay.protocol.jsonrpc.NodeCalls;
import io.blockrelay.protocol.jsonrpc.NodeError;
import io.blockrelay.protocol.jsonrpc.NodeRequest;
import io.vertx.core.Future;

/**
 * One subscription at the node; what it brings carries the id of the call that began it. Confined
 * to its dialogue's context.
 */
final class CometSubscription {
  private final NodeCalls calls;
  private final String query;
  private String id = "";

  CometSubscription(NodeCalls calls, String query) {
    this.calls = calls;
    this.query = query;
  }

  boolean isCalled(String replyId) {
    return !id.isEmpty() && id.equals(replyId);
  }

  boolean stands() {
    return !id.isEmpty();
  }

  /** The node, or the connection, has ended it. */
  void ended() {
    id = "";
  }

  /** Completes when the node has confirmed it. */
  Future<Void> begin() {
    return subscribe()
        .recover(
            failure ->
                // A node remembers a subscription that it has cancelled.
                CometMeanings.isAlreadySubscribed(failure)
                    ? end().compose(ended -> subscribe())
                    : Future.failedFuture(failure));
  }

  /** Completes when the node brings no more of it. */
  Future<Void> end() {
    ended();
    return call("unsubscribe")
        .<Void>mapEmpty()
        .recover(
            failure ->
                // Where the node knows it no more, it has ended already.
                failure instanceof NodeError
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }

  private Future<Void> subscribe() {
    return call("subscribe")
        .compose(
            callId -> {
              id = callId;
              return Future.succeededFuture();
            });
  }

  private Future<String> call(String method) {
    return calls.ask(NodeRequest.of(method, JsonText.quote(query))).map(reply -> reply.id());
  }
}
