package io.blockrelay.edge;

import io.blockrelay.bus.EventInbox;
import io.blockrelay.history.Entry;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.reads.Tip;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One chain as all event loops of a node share it: what they get is taken apart here, once a node
 * and away from the loops that serve clients. Safe for any thread.
 */
public final class ChainHub {
  /** Who lost an edge together comes back together, and has missed the same last blocks. */
  private static final long RECENT_BYTES_MAX = 4 << 20;

  private final ChainId chain;
  private final ChainProtocol protocol;
  private final EventInbox inbox;
  private final ChainCounts counts;
  private final Set<EventKind> onDemand = new HashSet<>();
  private final RecentParts recent = new RecentParts(this, RECENT_BYTES_MAX);
  private final List<Consumer<List<Delivery>>> feeds = new CopyOnWriteArrayList<>();

  public ChainHub(ChainId chain, ChainProtocol protocol, EventInbox inbox, ChainCounts counts) {
    this.chain = chain;
    this.protocol = protocol;
    this.inbox = inbox;
    this.counts = counts;
    onDemand.addAll(protocol.partsOnDemand());
    onDemand.addAll(protocol.streamsOnDemand());
    inbox.listen(this::deliver);
  }

  ChainId chain() {
    return chain;
  }

  ChainProtocol protocol() {
    return protocol;
  }

  EventInbox inbox() {
    return inbox;
  }

  ChainCounts counts() {
    return counts;
  }

  /** Those of the kinds that somebody must ask for before they come. */
  Set<EventKind> onDemand(Set<EventKind> kinds) {
    Set<EventKind> asked = new HashSet<>(kinds);
    asked.retainAll(onDemand);
    return asked;
  }

  /** A part of which clients are told one by one, to be cut when it is needed. */
  PartItems part(Part part) {
    return recent.of(part);
  }

  /** What clients are told of a part, one by one; cuts it anew. */
  List<Item> cut(Part part) {
    return Summaries.includes(part.kind()) ? Summaries.items(part) : protocol.items(part);
  }

  /**
   * Calls {@code feed} with every event from now on, in order, with those together that came
   * together; on no event loop.
   */
  void listen(Consumer<List<Delivery>> feed) {
    feeds.add(feed);
  }

  private void deliver(List<Entry> entries) {
    List<Delivery> deliveries = entries.stream().map(this::delivery).toList();
    feeds.forEach(feed -> feed.accept(deliveries));
  }

  private Delivery delivery(Entry entry) {
    List<PartItems> parts = new ArrayList<>();
    ChainEvent event = entry.event();
    add(parts, event.withdrawn());
    add(parts, event.parts());
    Tip block = event.ofBlock() ? new Tip(event.height(), event.hash()) : null;
    // Here and not on the loops; what only other nodes' clients asked for is left whole.
    Set<EventKind> wanted = inbox.demand().wanted();
    for (PartItems part : parts) {
      if (!onDemand.contains(part.kind()) || wanted.contains(part.kind())) {
        part.items();
      }
    }
    return new Delivery(entry.sequence(), block, event.receivedMs(), parts);
  }

  private void add(List<PartItems> items, List<Part> parts) {
    parts.forEach(part -> items.add(part(part)));
  }
}
