package io.blockrelay.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A cluster that falls into two halves and comes together again, each half with leaders of its own
 * that follow the same chain and see other blocks come and go at its end, and nodes that do not
 * answer a new leader: what each node delivers is one chain, without a hole and without a repeat,
 * and the same one in the end.
 */
class SplitLogTest {
  private static final int SEEDS = 500;
  private static final int STEPS = 120;

  private static final List<Part> PARTS =
      List.of(new Part(new EventKind("test.block"), Buffer.buffer("a block")));

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyNodeDeliversOneChain(long seed) {
    Run run = new Run(new Random(seed));
    for (int step = 0; step < STEPS; step++) {
      run.step();
    }
    run.settle();

    List<String> chain = LongStream.rangeClosed(0, run.tip()).mapToObj(Long::toString).toList();
    assertThat(chain).hasSizeGreaterThan(20);
    for (FakeNode node : run.nodes) {
      assertThat(chainOf(node)).as("%s with seed %s", node.name, seed).isEqualTo(chain);
      assertThat(node.repair.lost()).isZero();
    }
  }

  /** The blocks' hashes as a client has them that follows each change of branch. */
  private static List<String> chainOf(FakeNode node) {
    List<String> chain = new ArrayList<>(List.of("0"));
    for (ChainEvent event : node.out) {
      assertThat(chain).contains(event.parent()).doesNotContain(event.hash());
      chain = new ArrayList<>(chain.subList(0, chain.indexOf(event.parent()) + 1));
      chain.add(event.hash());
    }
    return chain;
  }

  /** Nodes that hear each other, and the one that leads them. */
  private static final class Side {
    private final List<FakeNode> nodes;
    private FakeNode leader;
    private Position end = Position.NONE;

    Side(List<FakeNode> nodes, FakeNode leader) {
      this.nodes = nodes;
      this.leader = leader;
    }
  }

  /** One history of the cluster. */
  private static final class Run {
    final List<FakeNode> nodes =
        LongStream.range(0, 4).mapToObj(i -> new FakeNode("node " + i)).toList();
    private final Random random;
    private List<Side> sides = List.of();
    private long epoch;

    Run(Random random) {
      this.random = random;
      together();
    }

    void step() {
      switch (random.nextInt(20)) {
        case 0 -> apart();
        case 1 -> together();
        case 2, 3 -> lead(side(), 2);
        case 4, 5, 6 -> repairAll(side());
        case 7, 8 -> waver(side());
        default -> publish(side(), 3);
      }
    }

    void settle() {
      together();
      Side all = sides.get(0);
      long furthest = nodes.stream().mapToLong(node -> node.history.tipHeight()).max().orElse(0);
      while (tip() <= furthest) {
        publish(all, Integer.MAX_VALUE);
      }
      repairAll(all);
    }

    long tip() {
      return sides.get(0).leader.history.tipHeight();
    }

    private Side side() {
      return sides.get(random.nextInt(sides.size()));
    }

    private void together() {
      sides = List.of(new Side(nodes, nodes.get(random.nextInt(nodes.size()))));
      lead(sides.get(0), 4);
    }

    private void apart() {
      List<FakeNode> one = nodes.subList(0, 2);
      List<FakeNode> other = nodes.subList(2, 4);
      sides = List.of(new Side(one, one.get(0)), new Side(other, other.get(0)));
      sides.forEach(side -> lead(side, 4));
    }

    /** One node of so many does not answer the new leader. */
    private void lead(Side side, int ofSoMany) {
      FakeNode leader = side.nodes.get(random.nextInt(side.nodes.size()));
      List<FakeNode> reachable = new ArrayList<>(side.nodes);
      reachable.removeIf(node -> node == leader || random.nextInt(ofSoMany) == 0);
      boolean more = true;
      while (more) {
        Position before = leader.repair.head();
        long epochBefore = leader.repair.epoch();
        reachable.forEach(node -> ask(node, leader));
        more = !leader.repair.head().equals(before) || leader.repair.epoch() > epochBefore;
      }
      epoch++;
      leader.repair.lead(epoch);
      side.leader = leader;
      side.end = new Position(epoch, leader.repair.head().offset());
      side.nodes.forEach(node -> node.repair.announced(side.end));
    }

    /** Each other node misses one of so many messages. */
    private void publish(Side side, int ofSoMany) {
      long tip = Math.max(0, side.leader.history.tipHeight());
      send(side, tip + 1, "", tip, ofSoMany);
    }

    /** The newest block is replaced by another one at once, and all of the side hear of both. */
    private void waver(Side side) {
      repairAll(side);
      long tip = Math.max(0, side.leader.history.tipHeight());
      send(side, tip + 1, "x" + epoch, tip, Integer.MAX_VALUE);
      send(side, tip + 1, "", tip, Integer.MAX_VALUE);
    }

    private void send(Side side, long height, String branch, long parent, int ofSoMany) {
      side.end = new Position(side.end.epoch(), side.end.offset() + 1);
      ChainEvent event =
          new ChainEvent(side.end, height, height + branch, "" + parent, 0, List.of(), PARTS);
      side.leader.repair.received(List.of(event));
      side.nodes.stream()
          .filter(node -> node != side.leader && random.nextInt(ofSoMany) > 0)
          .forEach(node -> node.repair.received(List.of(event)));
    }

    private void repairAll(Side side) {
      for (FakeNode node : side.nodes) {
        node.repair.announced(side.end);
        while (node != side.leader && node.repair.needsPage()) {
          ask(side.leader, node);
        }
      }
    }

    private static void ask(FakeNode from, FakeNode to) {
      if (from.repair.synced()) {
        to.repair.page(
            from.history.page(
                from.repair.epoch(), from.repair.head().offset(), to.repair.head(), 7, 1 << 20));
      }
    }
  }
}
