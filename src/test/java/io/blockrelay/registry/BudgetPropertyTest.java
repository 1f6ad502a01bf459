package io.blockrelay.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, the budget holds and nothing is lost for ever. */
class BudgetPropertyTest {
  private static final int TOTAL = 50;
  private static final int STEPS = 400;
  private static final int SEEDS = 500;

  /** A node as {@link LeaseCalls} is one: it counts what it was answered, and only that. */
  private static final class Node {
    int held;
    long sequence;
    int nodesKnown;
  }

  private final Map<String, Node> nodes = new TreeMap<>();
  private final List<LeaseRequest> unanswered = new ArrayList<>();
  private @Nullable ConnectionBudget budget;
  private int named;
  private long nowMs;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void neverMoreThanTheTotal(int batch) {
    for (int seed = batch * SEEDS; seed < (batch + 1) * SEEDS; seed++) {
      run(new Random(seed));
    }
  }

  private void run(Random random) {
    nodes.clear();
    unanswered.clear();
    budget = null;
    nowMs = 1_000;
    add();
    for (int i = 0; i < STEPS; i++) {
      step(random);
      assertThat(ConnectionBudget.orEmpty(budget).leased()).isLessThanOrEqualTo(TOTAL);
      assertThat(held()).isLessThanOrEqualTo(TOTAL);
    }
    nothingIsLost();
  }

  private void step(Random random) {
    nowMs += random.nextInt(1_000);
    List<String> names = List.copyOf(nodes.keySet());
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(10)) {
      case 0 -> {
        if (nodes.size() < 5) {
          add();
        }
      }
      case 1 -> {
        if (nodes.size() > 1) {
          nodes.remove(name);
          tidy();
        }
      }
      case 2 -> unanswered.add(request(name, random.nextInt(20))); // runs late, or never
      case 3 -> apply(request(name, random.nextInt(20))); // runs, but its answer is lost
      case 4 -> {
        if (!unanswered.isEmpty()) {
          apply(unanswered.get(random.nextInt(unanswered.size()))); // late, perhaps again
        }
      }
      case 5 -> {
        Node node = node(name);
        node.held -= random.nextInt(node.held + 1); // first gone here, then told
        answered(name, request(name, 0));
      }
      case 6 -> tidy();
      case 7 -> {
        LeaseRequest twice = request(name, random.nextInt(20));
        apply(twice); // its holder dies in between
        answered(name, twice);
      }
      default -> answered(name, request(name, random.nextInt(20)));
    }
  }

  private void nothingIsLost() {
    while (ConnectionBudget.orEmpty(budget).isMinority(live())) {
      add();
    }
    tidy(); // A departed node's late request may just have run.
    nowMs += ConnectionBudget.QUIET_MS;
    tidy();
    nodes.keySet().forEach(name -> answered(name, request(name, 0)));
    assertThat(ConnectionBudget.orEmpty(budget).leased()).isEqualTo(held());
    String last = nodes.keySet().iterator().next();
    answered(last, request(last, TOTAL));
    assertThat(held()).isEqualTo(TOTAL);
  }

  private void add() {
    nodes.put("node" + named++, new Node());
  }

  private Node node(String name) {
    return Objects.requireNonNull(nodes.get(name));
  }

  private LeaseRequest request(String name, int needed) {
    Node node = node(name);
    return new LeaseRequest(name, ++node.sequence, node.held, needed, 4, TOTAL, node.nodesKnown);
  }

  private Grant apply(LeaseRequest request) {
    var changed = request.apply(budget, live(), nowMs);
    budget = changed.value();
    return changed.result();
  }

  private void answered(String name, LeaseRequest request) {
    Grant grant = apply(request);
    node(name).held += grant.granted();
    node(name).nodesKnown = grant.nodes();
  }

  private void tidy() {
    budget = new FreeDeparted().apply(budget, live(), nowMs).value();
  }

  private Set<String> live() {
    return nodes.keySet().stream().collect(Collectors.toUnmodifiableSet());
  }

  private int held() {
    return nodes.values().stream().mapToInt(node -> node.held).sum();
  }
}
