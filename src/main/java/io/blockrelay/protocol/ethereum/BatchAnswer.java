package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.Replies;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcMessage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to one batch: an array of the replies in the order of the messages. Reads go to the
 * nodes several at once; what {@linkplain Calls#changes changes} something waits for everything
 * before it, and everything behind it waits for it, as geth executes a batch one by one.
 */
final class BatchAnswer {
  static final int BYTES_MAX = 25_000_000;
  static final int AT_ONCE = 16;

  private final Answering answering;
  private final List<RpcMessage> messages;
  private final List<Buffer> replies;
  private final Promise<Buffer> whole = Promise.promise();
  private int next;
  private int running;
  private int bytes;
  private boolean changing;
  private boolean starting;

  BatchAnswer(Answering answering, List<RpcMessage> messages) {
    this.answering = answering;
    this.messages = messages;
    this.replies = new ArrayList<>(messages.size());
  }

  Future<Buffer> answer() {
    proceed();
    return whole.future();
  }

  private void proceed() {
    if (starting) {
      // Answered at once, inside of the loop below; a thousand of them must not nest.
      return;
    }
    starting = true;
    while (more() && mayStart(messages.get(next))) {
      start(next++);
    }
    starting = false;
    if (running == 0) {
      whole.tryComplete(array());
    }
  }

  private boolean more() {
    return next < messages.size() && bytes <= BYTES_MAX;
  }

  private boolean mayStart(RpcMessage message) {
    return running == 0 || (!changing && running < AT_ONCE && !answering.changes(message));
  }

  private void start(int index) {
    RpcMessage message = messages.get(index);
    replies.add(Answering.NOTHING);
    running++;
    changing = answering.changes(message);
    answering.answer(message).onSuccess(reply -> finished(index, reply));
  }

  private void finished(int index, Buffer reply) {
    replies.set(index, reply);
    bytes += reply.length();
    running--;
    changing = false;
    proceed();
  }

  private Buffer array() {
    List<Buffer> said = new ArrayList<>(replies.size());
    int size = 0;
    for (int i = 0; i < messages.size(); i++) {
      Buffer reply = size > BYTES_MAX ? tooLarge(messages.get(i)) : replies.get(i);
      size += reply.length();
      if (reply.length() > 0) {
        said.add(reply);
      }
    }
    return said.isEmpty() ? Answering.NOTHING : Replies.batch(said);
  }

  private static Buffer tooLarge(RpcMessage message) {
    return message.isCall() || message.isInvalid()
        ? Replies.error(message.replyId(), RpcError.RESPONSE_TOO_LARGE)
        : Answering.NOTHING;
  }
}
