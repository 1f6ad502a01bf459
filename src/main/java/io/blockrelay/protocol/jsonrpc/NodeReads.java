package io.blockrelay.protocol.jsonrpc;

import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.UpstreamActions;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Clients' questions, answered with the node's own bytes. They go over HTTP where the node has it,
 * so that a large answer does not stand before a block.
 */
public final class NodeReads {
  private final UpstreamActions out;
  private final NodeCalls calls;
  private final BooleanSupplier hasHttp;
  private long lastId;

  /**
   * @param hasHttp whether the node answers over HTTP
   */
  public NodeReads(UpstreamActions out, NodeCalls calls, BooleanSupplier hasHttp) {
    this.out = out;
    this.calls = calls;
    this.hasHttp = hasHttp;
  }

  /**
   * Asks the node; fails with {@link Refusal} when it cannot be asked or does not answer.
   *
   * @param request a {@link NodeRequest}
   */
  public Future<Answer> read(Buffer request) {
    if (!NodeRequest.isObject(request)) {
      return Future.failedFuture(Refusal.badRequest("a question has a method"));
    }
    if (!calls.isOpen()) {
      return Future.failedFuture(NodeCalls.notAttached());
    }
    return hasHttp.getAsBoolean() ? overHttp(request) : overTheConnection(request);
  }

  private Future<Answer> overTheConnection(Buffer request) {
    return calls
        .call(request)
        .map(result -> new Answer(false, result))
        .recover(
            failure ->
                failure instanceof NodeError error
                    ? Future.succeededFuture(new Answer(true, error.json()))
                    : Future.failedFuture(failure));
  }

  private Future<Answer> overHttp(Buffer request) {
    String id = Long.toString(++lastId);
    return out.post(NodeRequest.numbered(request, id))
        .recover(failure -> Future.failedFuture(Refusal.unavailable("the node did not answer")))
        .compose(body -> answer(body, id));
  }

  /** An error counts whatever its id is: a node that refuses early has not read the id. */
  private static Future<Answer> answer(Buffer body, String id) {
    try {
      if (NodeMessage.read(body) instanceof NodeMessage.Reply reply) {
        Buffer result = reply.result();
        if (reply.error() != null) {
          return Future.succeededFuture(new Answer(true, reply.error()));
        }
        if (result != null && reply.id().equals(id)) {
          return Future.succeededFuture(new Answer(false, result));
        }
      }
    } catch (IOException e) {
      // Said below: what a proxy says in place of the node is not for clients.
    }
    return Future.failedFuture(Refusal.unavailable("the node's answer makes no sense"));
  }
}
