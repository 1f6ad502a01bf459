package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Read.Sharing;
import io.blockrelay.protocol.Reads;
import io.blockrelay.protocol.jsonrpc.Json;
import io.blockrelay.protocol.jsonrpc.Replies;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.blockrelay.protocol.jsonrpc.RpcMessage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What can be answered without a connection: by a node of the chain, or out of hand. */
final class ReadCalls implements Calls {
  private static final Buffer EMPTY_ARRAY = Buffer.buffer("[]");

  private final MethodPolicy policy;
  private final Reads reads;

  ReadCalls(MethodPolicy policy, Reads reads) {
    this.policy = policy;
    this.reads = reads;
  }

  /** A question without parameters whose answer never changes, as clients ask it. */
  static Read constant(String method) {
    return new Read(request(method, EMPTY_ARRAY), Sharing.FIXED);
  }

  @Override
  public Future<Buffer> call(RpcMessage call) {
    try {
      return answer(call);
    } catch (RpcException mistake) {
      return Future.failedFuture(mistake);
    }
  }

  @Override
  public boolean changes(RpcMessage call) {
    return call.method().equals(MethodPolicy.SEND);
  }

  private Future<Buffer> answer(RpcMessage call) throws RpcException {
    String method = call.method();
    if (method.endsWith("_subscribe")) {
      throw new RpcException(EthErrors.NO_NOTIFICATIONS);
    }
    if (method.endsWith("_unsubscribe")) {
      UnsubscribeParser.parse(call.params());
      throw new RpcException(EthErrors.UNKNOWN_SUBSCRIPTION);
    }
    RpcError tooLong = EthErrors.nameTooLong(method);
    if (tooLong != null) {
      throw new RpcException(tooLong);
    }
    return switch (policy.of(method)) {
      case REFUSED -> throw new RpcException(RpcError.unknownMethod(method));
      case PASSED -> read(call);
      case LOCAL -> local(call);
    };
  }

  private Future<Buffer> local(RpcMessage call) throws RpcException {
    PositionalArguments.requireAtMost(0, PositionalArguments.of(call.params()));
    // The relay has no keys; web3.js asks for them before anything else.
    return call.method().equals("eth_accounts")
        ? Future.succeededFuture(Replies.result(call.replyId(), EMPTY_ARRAY))
        : read(call);
  }

  private Future<Buffer> read(RpcMessage call) throws RpcException {
    List<Json> arguments = PositionalArguments.of(call.params());
    Buffer params = arguments.isEmpty() || call.params() == null ? EMPTY_ARRAY : call.params();
    Read read = new Read(request(call.method(), params), ReadSharing.of(call.method(), arguments));
    return reads.read(read).map(answer -> reply(call.replyId(), answer));
  }

  private static Buffer request(String method, Buffer params) {
    // By way of a string, for what is no UTF-8 would cost the relay its connection to the node.
    return Buffer.buffer("{\"method\":\"" + method + "\",\"params\":" + params.toString() + "}");
  }

  private static Buffer reply(String id, Answer answer) {
    return answer.refused() ? Replies.error(id, answer.json()) : Replies.result(id, answer.json());
  }
}
