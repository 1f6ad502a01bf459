package io.blockrelay.bus;

import io.blockrelay.history.History;
import io.blockrelay.history.HistoryConfig;
import io.blockrelay.model.ChainEvent;
import java.util.ArrayList;
import java.util.List;

/** A node's end of a log without a bus: a history and its repair, and what came out. */
final class FakeNode {
  final String name;
  final History history = new History(new HistoryConfig(100_000, Long.MAX_VALUE, 0));
  final List<ChainEvent> out = new ArrayList<>();
  final GapRepair repair =
      new GapRepair(
          history,
          entries -> entries.forEach(entry -> out.add(entry.event())),
          new HeldBack(16, 16 << 10),
          new WayBack(history, (removed, instead) -> Events.withdraw(removed)));

  FakeNode(String name) {
    this.name = name;
  }

  List<Long> delivered() {
    return out.stream().filter(ChainEvent::ofBlock).map(ChainEvent::height).toList();
  }
}
