package io.blockrelay.edge;

import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of an event, cut into its items when somebody needs them, once a node. For any thread. */
final class PartItems {
  private final ChainHub hub;
  private final Part part;
  private @Nullable List<Item> items;

  PartItems(ChainHub hub, Part part) {
    this.hub = hub;
    this.part = part;
  }

  EventKind kind() {
    return part.kind();
  }

  synchronized List<Item> items() {
    if (items == null) {
      items = hub.cut(part);
    }
    return items;
  }
}
