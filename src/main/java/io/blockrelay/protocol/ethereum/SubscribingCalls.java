package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.jsonrpc.Replies;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.blockrelay.protocol.jsonrpc.RpcMessage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls of one WebSocket message. What it subscribes to begins when its reply is out, so that
 * no notification comes before the id that it carries.
 */
final class SubscribingCalls implements Calls {
  private final Subscriptions subscriptions;
  private final Calls others;
  private final List<Subscriptions.Prepared> prepared = new ArrayList<>(1);

  /**
   * @param others answers everything else
   */
  SubscribingCalls(Subscriptions subscriptions, Calls others) {
    this.subscriptions = subscriptions;
    this.others = others;
  }

  @Override
  public Future<Buffer> call(RpcMessage call) {
    try {
      if (subscribes(call)) {
        return subscribe(call);
      }
      return unsubscribes(call) ? unsubscribe(call) : others.call(call);
    } catch (RpcException mistake) {
      return Future.failedFuture(mistake);
    }
  }

  @Override
  public boolean changes(RpcMessage call) {
    return subscribes(call) || unsubscribes(call) || others.changes(call);
  }

  /** The reply is out. */
  void begin() {
    prepared.forEach(subscriptions::begin);
  }

  private static boolean subscribes(RpcMessage call) {
    return call.method().endsWith("_subscribe");
  }

  private static boolean unsubscribes(RpcMessage call) {
    return call.method().endsWith("_unsubscribe");
  }

  private Future<Buffer> subscribe(RpcMessage call) throws RpcException {
    RpcError tooLong = EthErrors.nameTooLong(call.method());
    if (tooLong != null) {
      throw new RpcException(tooLong);
    }
    EthSubscription wanted = SubscribeParser.parse(call.namespace(), call.params());
    int bytes = call.params() == null ? 0 : call.params().length();
    return subscriptions
        .prepare(wanted, bytes)
        .map(
            ready -> {
              prepared.add(ready);
              return Replies.result(call.replyId(), "\"" + ready.id() + "\"");
            })
        .recover(failure -> Future.failedFuture(named(failure, call)));
  }

  /** A node that does not offer a subscription is one that does not know its name. */
  private static Throwable named(Throwable failure, RpcMessage call) {
    return failure instanceof Refusal refusal && refusal.reason() == Refusal.Reason.UNSUPPORTED
        ? SubscribeParser.unknown(call.namespace(), call.params())
        : failure;
  }

  private Future<Buffer> unsubscribe(RpcMessage call) throws RpcException {
    if (!subscriptions.end(UnsubscribeParser.parse(call.params()))) {
      throw new RpcException(EthErrors.UNKNOWN_SUBSCRIPTION);
    }
    return Future.succeededFuture(Replies.result(call.replyId(), "true"));
  }
}
