package io.blockrelay.edge;

import io.blockrelay.reads.Tip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to the clients; every event loop of the node has the same one.
 *
 * @param sequence its number on this node
 * @param block the block that it announces, null when it announces none
 * @param receivedMs when the upstream's frame arrived, in milliseconds of the epoch
 * @param parts everything that it tells, in order, what it takes back first
 */
record Delivery(long sequence, @Nullable Tip block, long receivedMs, List<PartItems> parts) {
  Delivery {
    parts = List.copyOf(parts);
  }
}
