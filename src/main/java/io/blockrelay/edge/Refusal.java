package io.blockrelay.edge;

import io.vertx.core.json.JsonObject;

/** A request that gets an HTTP status instead of a connection. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String body;
  private final boolean retry;

  private Refusal(int status, String body, boolean retry) {
    super(body, null, false, false);
    this.status = status;
    this.body = body;
    this.retry = retry;
  }

  static Refusal badRequest(String error) {
    return new Refusal(400, json(error).encode(), false);
  }

  static Refusal gone(String error, long oldest) {
    return new Refusal(410, json(error).put("oldest", oldest).encode(), false);
  }

  static Refusal unavailable(String error) {
    return new Refusal(503, json(error).encode(), true);
  }

  int status() {
    return status;
  }

  String body() {
    return body;
  }

  /** Whether the same request may succeed a second later. */
  boolean retry() {
    return retry;
  }

  private static JsonObject json(String error) {
    return new JsonObject().put("error", error);
  }
}
