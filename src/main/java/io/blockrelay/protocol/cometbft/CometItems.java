package io.blockrelay.protocol.cometbft;

import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Cuts parts into the events that clients are told of. What cannot be read here is left out: it is
 * no client's fault, and nobody could filter it.
 */
final class CometItems {
  private CometItems() {}

  /** The part of these events. */
  static Part part(EventKind kind, List<Buffer> bodies) {
    return new Part(kind, JsonBytes.array(bodies));
  }

  static List<Item> of(Part part) {
    return JsonBytes.readableElements(
        part.payload(), (json, source) -> new CometEventReader(source).read(json).item());
  }
}
