package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One number for three processes. */
class BudgetIT {
  private static final int BUDGET = 1_000;
  private static final int TOO_MANY = 1_008;

  @Test
  void aThousandStayOfThoseWhoArriveAtOnceAndAKilledEdgesShareIsFreeAgain() {
    try (ClusterProcesses cluster = new ClusterProcesses("budget");
        Crowd crowd = new Crowd()) {
      int devnet = cluster.devnet().port();
      List<RelayProcess> nodes = new ArrayList<>();
      for (int i = 1; i <= 3; i++) {
        nodes.add(cluster.node("node" + i, devnet));
      }
      nodes.forEach(RelayProcess::awaitStarted);

      List<Future<?>> arriving = new ArrayList<>();
      // Unevenly, so that idle permits must move from edge to edge.
      arriving.add(crowd.connect(700, nodes.get(0).port(), "/ws/blocks"));
      arriving.add(crowd.connect(300, nodes.get(1).port(), "/ws/blocks"));
      arriving.add(crowd.connect(100, nodes.get(2).port(), "/ws/blocks"));
      Await.get(Future.all(arriving));

      Await.until("100 are sent away", () -> crowd.open() <= BUDGET);
      Crowd.awaitBlock(open(crowd), 1);
      assertThat(crowd.open()).isEqualTo(BUDGET);
      assertThat(crowd.members())
          .filteredOn(member -> !member.open())
          .hasSize(100)
          .allMatch(member -> member.closeCode() == TOO_MANY);

      RelayProcess killed = nodes.get(2);
      killed.kill();
      int freed = crowd.at(killed.port()).size();
      Await.until(
          "the killed edge's clients are gone",
          () -> crowd.at(killed.port()).stream().noneMatch(Crowd.Member::open));
      int share = BUDGET - (int) crowd.open();
      assertThat(share).isPositive().isLessThanOrEqualTo(freed);
      Await.until(
          "the share of the killed edge is free",
          Duration.ofSeconds(10),
          () -> {
            int missing = BUDGET - (int) crowd.open();
            Await.get(crowd.connect(missing, nodes.get(0).port(), "/ws/blocks"));
            // Those who are sent away again get none.
            Await.until("who stays has a block", () -> Crowd.lastOfAll(open(crowd)) > 0);
            return crowd.open() == BUDGET;
          });

      Await.get(crowd.connect(1, nodes.get(1).port(), "/ws/blocks"));
      Await.until("one more is one too many", () -> crowd.open() == BUDGET);
    }
  }

  private static List<Crowd.Member> open(Crowd crowd) {
    return crowd.members().stream().filter(Crowd.Member::open).toList();
  }
}
