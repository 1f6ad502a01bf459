package io.blockrelay.edge;

import io.blockrelay.protocol.Refusal;
import io.blockrelay.registry.Permits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Answers questions over HTTP. A request has a place in the budget from its head to the end of its
 * answer; its connection may stay for the next one.
 */
final class Posts {
  /** Longer than a question may take to be answered. */
  private static final long ANSWER_MS = 30_000;

  private final int bodyBytesMax;
  private final long bodyMs;
  private final Permits permits;
  private final Handshakes handshakes;

  Posts(EdgeConfig config, Permits permits, Handshakes handshakes) {
    this.bodyBytesMax = config.inboundBytesMax();
    this.bodyMs = config.handshakeTimeout().toMillis();
    this.permits = permits;
    this.handshakes = handshakes;
  }

  void serve(HttpServerRequest request, ChainRoute route, Guest guest) {
    String over = guest.enter();
    if (over != null) {
      HttpAnswers.tooMany(request, over);
      return;
    }
    // From here on it is the request that is bounded in time, and the budget bounds the requests.
    handshakes.finished(request.connection());
    Future<Buffer> body = PostBody.of(request, bodyBytesMax);
    request.pause();
    guest.admit(
        permits, () -> receive(request, route, guest, body), () -> turnAway(request, route));
  }

  private void receive(
      HttpServerRequest request, ChainRoute route, Guest guest, Future<Buffer> body) {
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT)) && !body.failed()) {
      request.response().writeContinue();
    }
    request.resume();
    body.timeout(bodyMs, TimeUnit.MILLISECONDS)
        .onSuccess(whole -> answer(request, route, guest, whole))
        .onFailure(
            failure -> {
              guest.leave();
              notReceived(request, failure);
            });
  }

  private void answer(HttpServerRequest request, ChainRoute route, Guest guest, Buffer body) {
    // A protocol's future knows no loop, and without one a time-out comes on another thread.
    Promise<Buffer> answered = ContextInternal.current().promise();
    route.dialect().post(route.reads(), body).onComplete(answered);
    answered
        .future()
        .timeout(ANSWER_MS, TimeUnit.MILLISECONDS)
        .onSuccess(answer -> send(request, guest, answer))
        .onFailure(
            failure -> {
              guest.leave();
              refuse(request, failure);
            });
  }

  private void send(HttpServerRequest request, Guest guest, Buffer answer) {
    // Whoever does not take the answer is closed in the time that a handshake has.
    handshakes.again(request.connection());
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(answer)
        .onComplete(
            sent -> {
              guest.leave();
              handshakes.again(request.connection());
            });
  }

  private void turnAway(HttpServerRequest request, ChainRoute route) {
    route.feed().hub().counts().node().close(ClosedFor.BUDGET);
    refuse(request, Refusal.unavailable("too many connections"));
  }

  private void notReceived(HttpServerRequest request, Throwable failure) {
    handshakes.again(request.connection());
    if (failure instanceof PostBody.TooLargeException) {
      HttpAnswers.text(request, 413, "The body is larger than " + bodyBytesMax + " bytes.");
    } else if (failure instanceof TimeoutException) {
      HttpAnswers.text(request, 408, "The body took too long.");
    }
    // Otherwise the client has hung up.
  }

  private void refuse(HttpServerRequest request, Throwable failure) {
    handshakes.again(request.connection());
    if (failure instanceof TimeoutException) {
      HttpAnswers.later(request, "no node answers, try again");
    } else if (failure instanceof Refusal refusal) {
      HttpAnswers.refuse(request, refusal);
    } else {
      HttpAnswers.failed(request);
      throw new IllegalStateException("a question was not answered, nor refused", failure);
    }
  }
}
