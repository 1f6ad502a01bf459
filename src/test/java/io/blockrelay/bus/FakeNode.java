package io.blockrelay.bus;

import io.blockrelay.history.History;
import io.blockrelay.history.HistoryConfig;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.Position;
import java.util.ArrayList;
import java.util.List;

/** A node's end of a log without a bus: a history and its repair, and what came out. */
final class FakeNode {
  final String name;
  final History history = new History(new HistoryConfig(100_000, Long.MAX_VALUE, 0));
  final List<ChainEvent> out = new ArrayList<>();
  final GapRepair repair = new GapRepair(new Delivered(), 16);

  FakeNode(String name) {
    this.name = name;
  }

  List<Long> delivered() {
    return out.stream().map(ChainEvent::height).toList();
  }

  private final class Delivered implements GapRepair.DeliveredLog {
    @Override
    public Position head() {
      return history.head();
    }

    @Override
    public List<ChainEvent> after(long offset) {
      return history.after(offset);
    }

    @Override
    public void append(ChainEvent event) {
      history.append(event);
      out.add(event);
    }

    @Override
    public void moveTo(ChainEvent known, Position position) {
      history.moveTo(known, position);
    }

    @Override
    public void disown(List<ChainEvent> events) {
      history.disown(events);
    }
  }
}
