package io.blockrelay.edge;

import io.blockrelay.protocol.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/** What those get who are not let in; the connection ends with it. */
final class HttpAnswers {
  private HttpAnswers() {}

  static void text(HttpServerRequest request, int status, String text) {
    end(request, status, "text/plain", text);
  }

  /** A document; the connection stays. */
  static void json(HttpServerRequest request, Buffer document) {
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(document);
  }

  /** Says that there is no room at the moment. */
  static void later(HttpServerRequest request, String text) {
    refuse(request, Refusal.unavailable(text));
  }

  static void refuse(HttpServerRequest request, Refusal refusal) {
    if (refusal.reason() == Refusal.Reason.UNAVAILABLE) {
      request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
    }
    end(request, status(refusal), "application/json", body(refusal));
  }

  /** Says that somebody wants too much. */
  static void tooMany(HttpServerRequest request, String text) {
    request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
    end(request, 429, "application/json", new JsonObject().put("error", text).encode());
  }

  /** Says nothing of what happened, which is ours to find. */
  static void failed(HttpServerRequest request) {
    text(request, 500, "Internal error.");
  }

  private static int status(Refusal refusal) {
    return switch (refusal.reason()) {
      case BAD_REQUEST -> 400;
      case GONE -> 410;
      case UNSUPPORTED -> 501;
      case UNAVAILABLE -> 503;
    };
  }

  private static String body(Refusal refusal) {
    JsonObject body = new JsonObject().put("error", refusal.getMessage());
    if (refusal.reason() == Refusal.Reason.GONE) {
      body.put("oldest", refusal.oldest());
    }
    return body.encode();
  }

  private static void end(HttpServerRequest request, int status, String type, String body) {
    request.resume();
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        // Whoever came for a WebSocket and does not get one has no further business here.
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(body);
  }
}
