package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Reads;
import io.blockrelay.protocol.jsonrpc.Replies;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Has a node answer what clients may ask. */
final class CometReads {
  /** Without any parameters a node's call crashes; so it is with none by name. */
  private static final Buffer NONE = Buffer.buffer("{}");

  private final CometMethods methods;
  private final Reads reads;

  CometReads(CometMethods methods, Reads reads) {
    this.methods = methods;
    this.reads = reads;
  }

  /** The reply; never fails. */
  Future<Buffer> answer(String id, String method, @Nullable Buffer params) {
    if (!methods.passes(method)) {
      return Future.succeededFuture(Replies.error(id, CometErrors.METHOD_NOT_FOUND));
    }
    try {
      return reads
          .read(read(method, params == null ? NONE : params))
          .map(answer -> reply(id, answer))
          .otherwise(failure -> Replies.error(id, CometErrors.of(failure)));
    } catch (RpcException mistake) {
      return Future.succeededFuture(Replies.error(id, mistake.error()));
    }
  }

  private static Read read(String method, Buffer params) throws RpcException {
    // By way of a string, for what is no UTF-8 would cost the relay its connection to the node.
    Buffer request =
        Buffer.buffer("{\"method\":\"" + method + "\",\"params\":" + params.toString() + "}");
    return new Read(request, CometSharing.of(method, CometParams.read(params)));
  }

  private static Buffer reply(String id, Answer answer) {
    return answer.refused() ? Replies.error(id, answer.json()) : Replies.result(id, answer.json());
  }
}
