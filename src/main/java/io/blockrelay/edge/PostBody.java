package io.blockrelay.edge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;

/** The body of a request, up to a bound. Confined to the connection's event loop. */
final class PostBody {
  private final int bytesMax;
  private final Buffer read = Buffer.buffer();
  // Of this loop, so that a time-out on it comes here, too.
  private final Promise<Buffer> whole = ContextInternal.current().promise();

  /** There is more of it than is read. */
  static final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("the body is too large", null, false, false);
    }
  }

  private PostBody(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /**
   * Reads as the request comes; to be called before it is paused or answered.
   *
   * @return fails with {@link TooLargeException}, or in another way when the connection ends before
   *     the body does
   */
  static Future<Buffer> of(HttpServerRequest request, int bytesMax) {
    PostBody body = new PostBody(bytesMax);
    request.exceptionHandler(body.whole::tryFail);
    request.handler(body::add);
    request.endHandler(end -> body.whole.tryComplete(body.read));
    if (announced(request) > bytesMax) {
      body.whole.tryFail(new TooLargeException());
    }
    return body.whole.future();
  }

  private void add(Buffer chunk) {
    if (whole.future().isComplete()) {
      return;
    }
    if (read.length() + chunk.length() > bytesMax) {
      whole.tryFail(new TooLargeException());
    } else {
      read.appendBuffer(chunk);
    }
  }

  /** What Netty lets through as a length is a number. */
  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }
}
