package io.blockrelay.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.history.LogPage;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A bus that loses, delays and repeats messages, and leaders that die, freeze and wake: whatever
 * happens, every node that lives delivers every block once and in order.
 */
class FaultyBusTest {
  private static final int SEEDS = 1_000;
  private static final int STEPS = 600;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyNodeDeliversEveryBlockOnceAndInOrder(long seed) {
    Run run = new Run(new Random(seed));
    for (int step = 0; step < STEPS; step++) {
      run.step();
    }
    run.settle();

    List<Long> everything = LongStream.rangeClosed(1, run.tip()).boxed().toList();
    assertThat(everything).hasSizeGreaterThan(50);
    for (FakeNode node : run.nodes) {
      assertThat(node.delivered()).as("%s with seed %s", node.name, seed).isEqualTo(everything);
      assertThat(node.repair.lost()).isZero();
    }
  }

  /** One history of the cluster. */
  private static final class Run {
    final List<FakeNode> nodes = new ArrayList<>();
    private final Random random;
    private final List<Runnable> inFlight = new ArrayList<>();
    private FakeNode leader;
    private Position end;
    private long epoch;

    /** What a frozen leader of the past believes. */
    private Position frozenEnd = Position.NONE;

    private long frozenTip;
    private double loss = 0.1;

    Run(Random random) {
      this.random = random;
      for (int i = 0; i < 4; i++) {
        nodes.add(new FakeNode("node " + i));
      }
      this.leader = nodes.get(0);
      this.end = Position.NONE;
      takeOver(leader, nodes);
    }

    long tip() {
      return Math.max(0, leader.history.tipHeight());
    }

    void step() {
      switch (random.nextInt(20)) {
        case 0 -> changeLeader();
        case 1, 2 -> announce(end);
        case 3, 4, 5 -> repairSomebody();
        case 6 -> frozenLeaderSpeaks();
        case 7, 8, 9, 10, 11, 12 -> deliverSomething();
        default -> publish();
      }
    }

    void settle() {
      loss = 0;
      while (!inFlight.isEmpty()) {
        deliverSomething();
      }
      // The chain goes on, past whatever some node got from a leader that is gone.
      long furthest = nodes.stream().mapToLong(node -> node.history.tipHeight()).max().orElse(0);
      while (tip() <= furthest) {
        publish();
      }
      announce(end);
      for (int round = 0; round < 100; round++) {
        while (!inFlight.isEmpty()) {
          deliverSomething();
        }
        nodes.forEach(this::repair);
      }
    }

    private void publish() {
      end = new Position(epoch, end.offset() + 1);
      send(Events.block(epoch, end.offset(), nextHeight()));
    }

    /** The leader's own end of the log is never lost to it. */
    private long nextHeight() {
      return tip() + 1;
    }

    private void frozenLeaderSpeaks() {
      if (frozenEnd.epoch() > 0) {
        frozenEnd = new Position(frozenEnd.epoch(), frozenEnd.offset() + 1);
        ChainEvent old = oldEvent();
        broadcast(node -> node.repair.received(List.of(old)), nodes);
      }
    }

    private ChainEvent oldEvent() {
      return Events.block(frozenEnd.epoch(), frozenEnd.offset(), ++frozenTip);
    }

    private void changeLeader() {
      frozenEnd = end;
      frozenTip = tip();
      FakeNode next = nodes.get(random.nextInt(nodes.size()));
      // Some nodes do not answer in time.
      List<FakeNode> reachable = nodes.stream().filter(n -> random.nextInt(4) > 0).toList();
      takeOver(next, reachable);
    }

    private void takeOver(FakeNode next, List<FakeNode> reachable) {
      boolean more = true;
      while (more) {
        long before = next.repair.head().offset();
        for (FakeNode node : reachable) {
          if (node != next && node.repair.synced()) {
            next.repair.page(pageOf(node, next));
          }
        }
        more = next.repair.head().offset() != before;
      }
      epoch++;
      next.repair.lead(epoch, 0);
      leader = next;
      end = new Position(epoch, next.repair.head().offset());
      announce(end);
    }

    private void announce(Position position) {
      broadcast(node -> node.repair.announced(position), nodes);
    }

    private void send(ChainEvent event) {
      broadcast(
          node -> node.repair.received(List.of(event)),
          nodes.stream().filter(n -> n != leader).toList());
      leader.repair.received(List.of(event));
    }

    private void broadcast(Consumer<FakeNode> message, List<FakeNode> to) {
      for (FakeNode node : to) {
        if (random.nextDouble() >= loss) {
          inFlight.add(() -> message.accept(node));
          if (random.nextInt(10) == 0) {
            inFlight.add(() -> message.accept(node));
          }
        }
      }
    }

    private void deliverSomething() {
      if (!inFlight.isEmpty()) {
        // Mostly in order, sometimes not.
        int late = Math.min(inFlight.size(), 4);
        inFlight.remove(random.nextInt(3) == 0 ? random.nextInt(late) : 0).run();
      }
    }

    private void repairSomebody() {
      repair(nodes.get(random.nextInt(nodes.size())));
    }

    private void repair(FakeNode node) {
      if (node.repair.needsPage()) {
        FakeNode other = random.nextInt(3) == 0 ? nodes.get(random.nextInt(nodes.size())) : leader;
        if (other != node && other.repair.synced()) {
          LogPage page = pageOf(other, node);
          node.repair.page(page);
        }
      }
    }

    private static LogPage pageOf(FakeNode from, FakeNode to) {
      return from.history.page(
          from.repair.epoch(), from.repair.head().offset(), to.repair.head(), 7, 1 << 20);
    }
  }
}
