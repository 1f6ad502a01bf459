package io.blockrelay.edge;

import java.util.List;

/**
 * An event on its way to the clients; every event loop of the node has the same one.
 *
 * @param sequence its number on this node
 * @param parts everything that it tells, in order, what it takes back first
 */
record Delivery(long sequence, List<PartItems> parts) {
  Delivery {
    parts = List.copyOf(parts);
  }
}
