package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.jsonrpc.InFlight;
import io.blockrelay.protocol.jsonrpc.Replies;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** One WebSocket client: it asks, and is told what its queries match. */
final class CometClient implements ClientDialogue {
  private final ClientActions out;
  private final CometReads reads;
  private final CometSubscriptions subscriptions;
  private final InFlight inFlight = new InFlight();

  /**
   * The last call about subscriptions. As on a node they are served in turn; a client need not wait
   * for a reply to unsubscribe, or to subscribe again.
   */
  private Future<Void> turn = Future.succeededFuture();

  CometClient(ClientActions out, CometMethods methods, int subscriptionsMax) {
    this.out = out;
    this.reads = new CometReads(methods, out);
    this.subscriptions = new CometSubscriptions(out, subscriptionsMax);
  }

  @Override
  public void opened(Start start) {
    // The client speaks first.
  }

  @Override
  public void received(Buffer message) {
    CometInbound inbound = CometInbound.read(message);
    if (inbound instanceof CometInbound.Malformed malformed) {
      out.reply(Replies.errorWithoutId(malformed.error()));
    } else if (inbound instanceof CometInbound.Call call) {
      int size = message.length();
      if (inFlight.begin(size)) {
        serve(call).onComplete(served -> inFlight.end(size));
      } else {
        out.reply(Replies.error(call.id(), CometErrors.BUSY));
      }
    }
  }

  @Override
  public List<Buffer> lastWords(CloseReason reason) {
    return subscriptions.canceled(CometErrors.reason(reason));
  }

  private Future<?> serve(CometInbound.Call call) {
    try {
      CometRequest request = CometRequest.of(call);
      if (request instanceof CometRequest.Other) {
        return reads.answer(call.id(), call.method(), call.params()).onSuccess(out::reply);
      }
      turn = turn.transform(before -> inTurn(call.id(), request));
      return turn;
    } catch (RpcException mistake) {
      out.reply(Replies.error(call.id(), mistake.error()));
      return Future.succeededFuture();
    }
  }

  private Future<Void> inTurn(String id, CometRequest request) {
    return changed(id, request)
        .onFailure(failure -> out.reply(Replies.error(id, CometErrors.of(failure))));
  }

  private Future<Void> changed(String id, CometRequest request) {
    try {
      if (request instanceof CometRequest.Subscribe subscribe) {
        return subscriptions.subscribe(id, subscribe);
      }
      if (request instanceof CometRequest.Unsubscribe unsubscribe) {
        subscriptions.unsubscribe(unsubscribe);
      } else {
        subscriptions.unsubscribeAll();
      }
      out.reply(Replies.result(id, "{}"));
      return Future.succeededFuture();
    } catch (RpcException | QueryException mistake) {
      return Future.failedFuture(mistake);
    }
  }
}
