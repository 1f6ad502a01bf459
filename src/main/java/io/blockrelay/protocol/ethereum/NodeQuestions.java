package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.jsonrpc.JsonErrors;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Calls whose answers are read and must make sense. */
final class NodeQuestions {
  private static final int TRIES_MAX = 20;
  private static final long AGAIN_MS = 100;

  private final UpstreamActions out;
  private final NodeCalls calls;

  /** Reads a result that is not {@code null}. */
  interface Reader<T> {
    T read(Buffer result) throws IOException;
  }

  NodeQuestions(UpstreamActions out, NodeCalls calls) {
    this.out = out;
    this.calls = calls;
  }

  /**
   * Asks the node. Fails with {@link NotFoundException} when it does not have it, with {@link
   * Refusal.Reason#UNSUPPORTED} when it knows no such method, and with {@link
   * Refusal.Reason#UNAVAILABLE} when it does not answer.
   */
  <T> Future<T> ask(Reader<T> reader, String method, String... params) {
    return calls
        .call(NodeRequest.of(method, params))
        .recover(failure -> Future.failedFuture(meaning(failure, method)))
        .compose(result -> read(result, reader, method));
  }

  /**
   * Asks again, some twenty times within a few seconds, until the answer may be believed: nodes
   * announce a block before all their parts know it. Gives the last answer either way.
   */
  <T> Future<T> insist(Supplier<Future<T>> attempt, Predicate<T> believable) {
    return insist(attempt, believable, 1);
  }

  private <T> Future<T> insist(Supplier<Future<T>> attempt, Predicate<T> believable, int tries) {
    return attempt
        .get()
        .compose(
            answer ->
                believable.test(answer) || tries == TRIES_MAX
                    ? Future.succeededFuture(answer)
                    : out.pause(AGAIN_MS).compose(due -> insist(attempt, believable, tries + 1)));
  }

  private <T> Future<T> read(Buffer result, Reader<T> reader, String method) {
    if (result.length() == 4 && result.toString().equals("null")) {
      return Future.failedFuture(new NotFoundException("nothing for " + method));
    }
    try {
      return Future.succeededFuture(reader.read(result));
    } catch (IOException e) {
      String reason = "answer to " + method + ": " + JsonErrors.text(e);
      out.garbage(reason);
      return Future.failedFuture(reason);
    }
  }

  private static Throwable meaning(Throwable failure, String method) {
    if (failure instanceof NodeError error && error.isUnsupported()) {
      return Refusal.unsupported(error.getMessage());
    }
    if (failure instanceof NodeError error && error.isUnknownBlock()) {
      return new NotFoundException(method + ": " + error.getMessage());
    }
    return failure;
  }
}
