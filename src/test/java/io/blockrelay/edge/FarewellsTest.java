package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who goes when. */
class FarewellsTest {
  private static final long START = -5_000;
  private static final long WINDOW = Duration.ofSeconds(25).toNanos();
  private static final List<Integer> CLIENTS = IntStream.range(0, 1_000).boxed().toList();

  @Test
  void everyOneGoesOnceAndEvenly() {
    Farewells<Integer> farewells = new Farewells<>(CLIENTS, new Random(7), START, WINDOW);
    List<Integer> gone = new ArrayList<>(farewells.due(START));
    assertThat(gone).hasSize(1);

    for (int tenth = 1; tenth < 10; tenth++) {
      gone.addAll(farewells.due(START + WINDOW / 10 * tenth));
      assertThat(gone).hasSize(100 * tenth + 1);
    }
    gone.addAll(farewells.due(START + WINDOW));

    assertThat(gone).containsExactlyInAnyOrderElementsOf(CLIENTS);
    assertThat(farewells.due(START + 2 * WINDOW)).isEmpty();
  }

  @Test
  void thoseWhoCameTogetherDoNotGoTogether() {
    List<Integer> first = firstHalf(7);

    assertThat(first).hasSize(501).isNotEqualTo(CLIENTS.subList(0, 501));
    assertThat(first.stream().filter(client -> client < 500).count()).isBetween(200L, 300L);
    assertThat(first).isEqualTo(firstHalf(7)).isNotEqualTo(firstHalf(8));
  }

  @Test
  void withoutAWindowAllGoAtOnce() {
    Farewells<Integer> farewells = new Farewells<>(CLIENTS, new Random(7), START, 0);

    assertThat(farewells.over(START)).isTrue();
    assertThat(farewells.due(START)).hasSize(1_000);
  }

  @Test
  void withoutClientsNobodyGoes() {
    Farewells<Integer> farewells = new Farewells<>(List.of(), new Random(7), START, WINDOW);

    assertThat(farewells.due(START)).isEmpty();
    assertThat(farewells.due(START + WINDOW)).isEmpty();
  }

  private static List<Integer> firstHalf(long seed) {
    return new Farewells<>(CLIENTS, new Random(seed), START, WINDOW).due(START + WINDOW / 2);
  }
}
