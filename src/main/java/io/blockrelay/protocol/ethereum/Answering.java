package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.Inbound;
import io.blockrelay.protocol.jsonrpc.InboundParser;
import io.blockrelay.protocol.jsonrpc.Replies;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcMessage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Answers what a client sent as geth does: a message or a batch of them. An empty answer means that
 * nothing is to be said; the answers never fail.
 */
final class Answering {
  static final InboundParser PARSER = new InboundParser(1_000);
  static final Buffer NOTHING = Buffer.buffer();

  private final Calls calls;

  Answering(Calls calls) {
    this.calls = calls;
  }

  Future<Buffer> answer(Inbound inbound) {
    if (inbound instanceof Inbound.Single single) {
      return answer(single.message());
    }
    if (inbound instanceof Inbound.Batch batch) {
      return new BatchAnswer(this, batch.messages()).answer();
    }
    if (inbound instanceof Inbound.BatchTooLarge large) {
      Buffer error = Replies.error(large.replyId(), RpcError.BATCH_TOO_LARGE);
      return Future.succeededFuture(Replies.batch(List.of(error)));
    }
    RpcError error =
        inbound instanceof Inbound.Malformed malformed ? malformed.error() : RpcError.EMPTY_BATCH;
    return Future.succeededFuture(Replies.error(Replies.NO_ID, error));
  }

  Future<Buffer> answer(RpcMessage message) {
    if (message.isInvalid()) {
      return Future.succeededFuture(Replies.error(message.replyId(), RpcError.NOT_A_REQUEST));
    }
    if (message.isCall()) {
      return calls
          .call(message)
          .otherwise(failure -> Replies.error(message.replyId(), EthErrors.of(failure)));
    }
    // Nobody gets to know what else a notification may ask for.
    return changes(message)
        ? calls.call(message).transform(done -> Future.succeededFuture(NOTHING))
        : Future.succeededFuture(NOTHING);
  }

  /** Whether it is to be executed by itself. */
  boolean changes(RpcMessage message) {
    return !message.isStray() && !message.isInvalid() && calls.changes(message);
  }
}
