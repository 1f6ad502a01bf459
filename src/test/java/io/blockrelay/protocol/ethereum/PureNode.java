package io.blockrelay.protocol.ethereum;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A relay of a node that answers everything with its chain's id; subscriptions are {@code 0x…}. */
final class PureNode {
  private PureNode() {}

  /** The replies to a WebSocket message: none, or one. */
  static List<String> answer(Buffer sent) {
    return FakeClient.repliesTo(sent).stream()
        .map(reply -> reply.replaceAll("\"result\":\"0x[0-9a-f]{8,32}\"", "\"result\":\"0x…\""))
        .toList();
  }
}
