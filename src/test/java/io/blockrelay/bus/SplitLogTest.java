package io.blockrelay.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A cluster that falls into two halves and comes together again, each half with leaders of its own
 * that see the chain change its branch, and nodes that do not answer a new leader: what each node
 * delivers is one chain, of which each block that leaves it is taken back, newest first, and it is
 * the same one in the end.
 */
class SplitLogTest {
  private static final int SEEDS = 1_000;
  private static final int STEPS = 120;
  private static final String GENESIS = "genesis";

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

    List<String> chain = run.chain();
    assertThat(chain).hasSizeGreaterThan(10);
    for (FakeNode node : run.nodes) {
      assertThat(chainOf(node)).as("%s with seed %s", node.name, seed).isEqualTo(chain);
      assertThat(node.repair.lost()).isZero();
    }
  }

  /** The blocks' hashes as a client has them that does what it is told. */
  private static List<String> chainOf(FakeNode node) {
    List<String> chain = new ArrayList<>(List.of(GENESIS));
    for (ChainEvent event : node.out) {
      for (Part withdrawn : event.withdrawn()) {
        assertThat(chain).endsWith(withdrawn.payload().toString());
        chain.remove(chain.size() - 1);
      }
      if (event.ofBlock()) {
        assertThat(chain).endsWith(event.parent());
        chain.add(event.hash());
      }
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
        case 7, 8 -> reorganise(side());
        default -> publish(side());
      }
    }

    void settle() {
      together();
      // Nobody has got this one from another leader.
      send(sides.get(0), 0, "end", Integer.MAX_VALUE);
      repairAll(sides.get(0));
    }

    List<String> chain() {
      List<String> chain = new ArrayList<>(List.of(GENESIS));
      sides.get(0).leader.history.newestBlocks(10_000).forEach(block -> chain.add(block.hash()));
      return chain;
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
      leader.repair.lead(epoch, 0);
      side.leader = leader;
      side.end = new Position(epoch, leader.repair.head().offset());
      side.nodes.forEach(node -> node.repair.announced(side.end));
    }

    /** The next block of the branch. */
    private void publish(Side side) {
      send(side, 0, "", 3);
    }

    /** Another block in the place of the last ones, perhaps one that was there before. */
    private void reorganise(Side side) {
      send(side, random.nextInt(4), random.nextBoolean() ? "a" : "", 3);
    }

    /** Each other node misses one of so many. */
    private void send(Side side, int depth, String sibling, int ofSoMany) {
      List<Block> chain =
          side.leader.history.newestBlocks(10_000).stream().map(ChainEvent::block).toList();
      int shared = Math.max(0, chain.size() - depth);
      List<Block> removed = new ArrayList<>(chain.subList(shared, chain.size()));
      Collections.reverse(removed);
      String parent = shared == 0 ? GENESIS : chain.get(shared - 1).hash();
      String hash = shared + 1 + "-" + Integer.toHexString((parent + sibling).hashCode());
      if (removed.stream().anyMatch(block -> block.hash().equals(hash))) {
        return;
      }
      side.end = new Position(side.end.epoch(), side.end.offset() + 1);
      Block block = new Block(shared + 1, hash, parent, 0, Events.parts(hash));
      ChainEvent event = block.at(side.end, Events.withdraw(removed));
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
