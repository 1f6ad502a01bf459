package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.jsonrpc.JsonText;
import io.blockrelay.protocol.jsonrpc.NodeCalls;
import io.blockrelay.protocol.jsonrpc.NodeError;
import io.blockrelay.protocol.jsonrpc.NodeRequest;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One subscription at the node, which is there while it is wanted. Wishes are settled one after the
 * other, so that a subscription never outlives a wish that was taken back while it began. Confined
 * to its dialogue's context.
 */
final class NodeStream {
  private final NodeCalls calls;
  private final String params;
  private final @Nullable String plainParams;
  private final Sink sink;

  private boolean wanted;
  private String id = "";
  private @Nullable Refusal refused;
  private Future<Void> settled = Future.succeededFuture();

  /** Takes what the subscription brings. */
  interface Sink {
    void take(Buffer result) throws IOException;
  }

  /**
   * @param params what to subscribe to, JSON texts
   * @param plainParams what to subscribe to where the node does not understand that
   */
  NodeStream(NodeCalls calls, String params, @Nullable String plainParams, Sink sink) {
    this.calls = calls;
    this.params = params;
    this.plainParams = plainParams;
    this.sink = sink;
  }

  boolean wanted() {
    return wanted;
  }

  /** Whether the node calls its subscription so. */
  boolean isCalled(String subscription) {
    return !id.isEmpty() && id.equals(subscription);
  }

  void take(Buffer result) throws IOException {
    sink.take(result);
  }

  /** Completes when the node has confirmed it; fails with {@link Refusal}. */
  Future<Void> want(boolean now) {
    wanted = now;
    settled = settled.transform(before -> settle());
    return settled;
  }

  /** The connection is gone, and the subscription with it. */
  void closed() {
    id = "";
    refused = null;
  }

  private Future<Void> settle() {
    if (!calls.isOpen()) {
      return Future.failedFuture(NodeCalls.notAttached());
    }
    if (wanted == !id.isEmpty()) {
      return Future.succeededFuture();
    }
    return wanted ? subscribe() : unsubscribe();
  }

  private Future<Void> subscribe() {
    if (refused != null) {
      return Future.failedFuture(refused);
    }
    return subscribe(params)
        .recover(
            failure ->
                plainParams != null && failure instanceof NodeError
                    ? subscribe(plainParams)
                    : Future.failedFuture(failure))
        .recover(failure -> Future.failedFuture(refusal(failure)));
  }

  private Future<Void> subscribe(String what) {
    return calls
        .call(NodeRequest.of("eth_subscribe", what))
        .compose(
            result -> {
              try {
                id = ObjectFields.text(result);
                return Future.succeededFuture();
              } catch (IOException e) {
                return Future.failedFuture("the node names a subscription in no way known");
              }
            });
  }

  private Future<Void> unsubscribe() {
    String gone = id;
    id = "";
    // Where the node knows it no more, it has ended already.
    return calls
        .call(NodeRequest.of("eth_unsubscribe", JsonText.quote(gone)))
        .<Void>mapEmpty()
        .recover(
            failure ->
                failure instanceof NodeError
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }

  private Refusal refusal(Throwable failure) {
    if (failure instanceof Refusal known) {
      return known;
    }
    String reason = String.valueOf(failure.getMessage());
    if (failure instanceof NodeError error && (error.isUnsupported() || error.isInvalidParams())) {
      // Kept, for the wish is repeated all the time.
      refused = Refusal.unsupported(reason);
      return refused;
    }
    return Refusal.unavailable(reason);
  }
}
