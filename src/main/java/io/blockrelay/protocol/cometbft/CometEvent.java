package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.Item;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * An event as a node sends it: the {@code result} of a message to a subscription, {@code
 * {"query":…,"data":{"type":…,"value":…},"events":{…}}}.
 *
 * @param query the node's subscription that brought it
 * @param type {@code data.type}, as {@code tendermint/event/Tx}
 * @param value the bytes of {@code data.value}
 * @param body the bytes of {@code "data":…,"events":…}, which are the same for all clients
 */
record CometEvent(
    String query, String type, Buffer value, EventAttributes attributes, Buffer body) {

  /**
   * Reads a result; its bytes are shared, not copied.
   *
   * @throws IOException when it is no event, as the {@code {}} that answers a subscribe
   */
  static CometEvent read(Buffer result) throws IOException {
    return new CometEventReader(result).read();
  }

  Item item() {
    return new Item(body, attributes.keys(), attributes);
  }
}
