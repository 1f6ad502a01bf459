package io.blockrelay.protocol.jsonrpc;

import io.vertx.core.buffer.Buffer;

/**
 * A call without its id: {@code {"method":…,"params":[…]}}, the form in which clients' questions
 * arrive too.
 */
public final class NodeRequest {
  private NodeRequest() {}

  /**
   * A call.
   *
   * @param params JSON texts
   */
  public static Buffer of(String method, String... params) {
    return Buffer.buffer(
        "{\"method\":"
            + JsonText.quote(method)
            + ",\"params\":["
            + String.join(",", params)
            + "]}");
  }

  /** The message to send; the request's own bytes are untouched. */
  static Buffer numbered(Buffer request, String id) {
    return Buffer.buffer(request.length() + 40)
        .appendString("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",")
        .appendBuffer(request.slice(1, request.length()));
  }

  /** Whether it can be numbered at all: an object with something in it. */
  static boolean isObject(Buffer request) {
    int length = request.length();
    return length > 2 && request.getByte(0) == '{' && request.getByte(length - 1) == '}';
  }
}
