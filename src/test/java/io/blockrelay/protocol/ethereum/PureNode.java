package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.Inbound;
import io.blockrelay.protocol.jsonrpc.InboundParser;
import io.blockrelay.protocol.jsonrpc.Replies;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.blockrelay.protocol.jsonrpc.RpcMessage;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers as the rules of this package say, and knows nothing but its chain's id; every
 * subscription is called {@code 0x…}.
 */
final class PureNode {
  private static final InboundParser PARSER = new InboundParser(1_000);
  private static final MethodPolicy POLICY = new MethodPolicy(MethodPolicy.READS, false);

  private PureNode() {}

  /** The replies to a WebSocket message: none, or one. */
  static List<String> answer(Buffer sent) {
    Inbound inbound = PARSER.parse(sent);
    List<Buffer> replies = new ArrayList<>();
    if (inbound instanceof Inbound.Single single) {
      answer(single.message(), replies);
    } else if (inbound instanceof Inbound.Batch batch) {
      List<Buffer> items = new ArrayList<>();
      batch.messages().forEach(message -> answer(message, items));
      if (!items.isEmpty()) {
        replies.add(Replies.batch(items));
      }
    } else if (inbound instanceof Inbound.EmptyBatch) {
      replies.add(Replies.error(Replies.NO_ID, RpcError.EMPTY_BATCH));
    } else if (inbound instanceof Inbound.BatchTooLarge large) {
      replies.add(Replies.batch(List.of(Replies.error(large.replyId(), RpcError.BATCH_TOO_LARGE))));
    } else if (inbound instanceof Inbound.Malformed malformed) {
      replies.add(Replies.error(Replies.NO_ID, malformed.error()));
    }
    return replies.stream().map(Buffer::toString).toList();
  }

  private static void answer(RpcMessage message, List<Buffer> replies) {
    if (message.isInvalid()) {
      replies.add(Replies.error(message.replyId(), RpcError.NOT_A_REQUEST));
    } else if (message.isCall()) {
      try {
        replies.add(Replies.result(message.replyId(), call(message)));
      } catch (RpcException e) {
        replies.add(Replies.error(message.replyId(), e.error()));
      }
    }
  }

  private static String call(RpcMessage message) throws RpcException {
    String method = message.method();
    RpcError tooLong = EthErrors.nameTooLong(method);
    if (tooLong != null) {
      throw new RpcException(tooLong);
    }
    if (method.endsWith("_subscribe")) {
      SubscribeParser.parse(message.namespace(), message.params());
      return "\"0x…\"";
    }
    if (method.endsWith("_unsubscribe")) {
      UnsubscribeParser.parse(message.params());
      throw new RpcException(EthErrors.UNKNOWN_SUBSCRIPTION);
    }
    if (POLICY.of(method) == MethodPolicy.Handling.REFUSED) {
      throw new RpcException(RpcError.unknownMethod(method));
    }
    return "\"0x539\"";
  }
}
