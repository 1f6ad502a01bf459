package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.jsonrpc.JsonText;
import io.vertx.core.buffer.Buffer;

/**
 * An event for one subscription: the id of its request and its query as it was sent, before the
 * body that all share.
 */
record CometEnvelope(String head) implements Envelope {
  private static final String TAIL = "}}";

  /**
   * The envelope of a subscription.
   *
   * @param id JSON text
   */
  static CometEnvelope of(String id, String query) {
    return new CometEnvelope(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"result\":{\"query\":"
            + JsonText.quote(query)
            + ",");
  }

  @Override
  public Buffer wrap(Item item) {
    return Buffer.buffer(head.length() + item.payload().length() + TAIL.length())
        .appendString(head)
        .appendBuffer(item.payload())
        .appendString(TAIL);
  }
}
