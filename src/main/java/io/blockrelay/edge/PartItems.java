package io.blockrelay.edge;

import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of an event, cut into its items when somebody needs them, once a node. For any thread. */
final class PartItems {
  private final ChainProtocol protocol;
  private final Part part;
  private @Nullable List<Item> items;

  PartItems(ChainProtocol protocol, Part part) {
    this.protocol = protocol;
    this.part = part;
  }

  EventKind kind() {
    return part.kind();
  }

  synchronized List<Item> items() {
    if (items == null) {
      items = protocol.items(part);
    }
    return items;
  }
}
