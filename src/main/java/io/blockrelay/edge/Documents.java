package io.blockrelay.edge;

import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Answers a plain GET with a document. It costs no place in the budget. */
final class Documents {
  /** Longer than a node may take to answer. */
  private static final long ANSWER_MS = 30_000;

  private final PublicAddress publicAddress;

  Documents(PublicAddress publicAddress) {
    this.publicAddress = publicAddress;
  }

  void serve(HttpServerRequest request, Routes.Found<DocumentRoute> found) {
    DocumentRoute route = found.route();
    String last = found.last() == null ? "" : found.last();
    Promise<Buffer> made = ContextInternal.current().promise();
    document(request, route, last).onComplete(made);
    made.future()
        .timeout(ANSWER_MS, TimeUnit.MILLISECONDS)
        .onSuccess(document -> HttpAnswers.json(request, document))
        .onFailure(failure -> refuse(request, failure));
  }

  private Future<Buffer> document(HttpServerRequest request, DocumentRoute route, String last) {
    String address = publicAddress.of(PublicAddress.Asked.of(request)) + route.prefix();
    return route.document().get(address, last, route.reads());
  }

  private static void refuse(HttpServerRequest request, Throwable failure) {
    if (failure instanceof NotFoundException) {
      HttpAnswers.text(request, 404, "There is no such thing.");
    } else if (failure instanceof TimeoutException) {
      HttpAnswers.later(request, "no node answers, try again");
    } else if (failure instanceof Refusal refusal) {
      HttpAnswers.refuse(request, refusal);
    } else {
      HttpAnswers.failed(request);
      throw new IllegalStateException("a document was not made, nor refused", failure);
    }
  }
}
