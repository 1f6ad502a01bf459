package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.Answer;
import io.vertx.core.buffer.Buffer;

/**
 * A node's error for parameters that it cannot read, which has one code on a WebSocket and another
 * over HTTP. The relay asks over HTTP for the clients of both.
 */
final class BadParams {
  private static final String DATA = ",\"data\":\"error converting json params to arguments: ";
  private static final String ON_A_WEBSOCKET = "{\"code\":-32603,\"message\":\"Internal error\"";
  private static final String OVER_HTTP = "{\"code\":-32602,\"message\":\"Invalid params\"";

  private BadParams() {}

  /** What a node answered over HTTP, as it says it on a WebSocket. */
  static Answer onAWebSocket(Answer answer) {
    return reworded(answer, OVER_HTTP, ON_A_WEBSOCKET);
  }

  /** What a node says on a WebSocket, as it answers it over HTTP. */
  static Answer overHttp(Answer answer) {
    return reworded(answer, ON_A_WEBSOCKET, OVER_HTTP);
  }

  private static Answer reworded(Answer answer, String from, String to) {
    String error = answer.refused() ? answer.json().toString() : "";
    return error.startsWith(from + DATA)
        ? new Answer(true, Buffer.buffer(to + error.substring(from.length())))
        : answer;
  }
}
