package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.jsonrpc.JsonText;
import io.vertx.core.buffer.Buffer;

/** An event's message: a head of the client's own, and behind it what all clients share. */
enum CometEnvelope implements Envelope {
  BODY;

  private static final String TAIL = "}}";

  /**
   * What stands before the body.
   *
   * @param id the JSON text of the subscribe request's id
   * @param query as it was sent
   */
  static Buffer head(String id, String query) {
    return Buffer.buffer(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"result\":{\"query\":"
            + JsonText.quote(query)
            + ",");
  }

  @Override
  public Buffer wrap(Item item) {
    return Buffer.buffer(item.payload().length() + TAIL.length())
        .appendBuffer(item.payload())
        .appendString(TAIL);
  }
}
