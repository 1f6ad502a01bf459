package io.blockrelay.protocol.jsonrpc;

import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.UpstreamActions;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Calls whose answers are read and must make sense. */
public final class NodeQuestions {
  private static final int TRIES_MAX = 20;
  private static final long AGAIN_MS = 100;

  private final UpstreamActions out;
  private final NodeCalls calls;
  private final Function<NodeError, Throwable> meaning;

  /** Reads a result that is not {@code null}. */
  public interface Reader<T> {
    T read(Buffer result) throws IOException;
  }

  /**
   * @param meaning what an error of the node amounts to; the error itself where it is nothing known
   */
  public NodeQuestions(
      UpstreamActions out, NodeCalls calls, Function<NodeError, Throwable> meaning) {
    this.out = out;
    this.calls = calls;
    this.meaning = meaning;
  }

  /**
   * Asks the node. Fails with {@link NotFoundException} when it answers {@code null}, with what its
   * error means when it answers with one, and with {@link Refusal.Reason#UNAVAILABLE} when it does
   * not answer.
   */
  public <T> Future<T> ask(Reader<T> reader, String method, String... params) {
    return calls
        .call(NodeRequest.of(method, params))
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof NodeError error ? meaning.apply(error) : failure))
        .compose(result -> read(result, reader, method));
  }

  /**
   * Asks again, some twenty times within a few seconds, until the answer may be believed: nodes
   * announce a block before all their parts know it. Gives the last answer either way.
   */
  public <T> Future<T> insist(Supplier<Future<T>> attempt, Predicate<T> believable) {
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
}
