package io.blockrelay.protocol.cometbft;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** What a node's {@code status} tells of it. */
record NodeStatus(String version, long height) {
  static NodeStatus read(Buffer answer) throws IOException {
    JsonFields fields = JsonFields.read(answer);
    return new NodeStatus(
        fields.object("node_info").text("version"),
        fields.object("sync_info").number("latest_block_height"));
  }
}
