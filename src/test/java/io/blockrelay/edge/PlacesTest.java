package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places<String> places = new Places<>();

  @Test
  void letsInAsManyOfEachKindAsThereMayBe() {
    assertThat(places.enter("a", 2)).isTrue();
    assertThat(places.enter("a", 2)).isTrue();
    assertThat(places.enter("a", 2)).isFalse();
    assertThat(places.enter("b", 2)).isTrue();
  }

  @Test
  void givesAPlaceToTheNext() {
    places.enter("a", 1);
    places.leave("a");

    assertThat(places.enter("a", 1)).isTrue();
  }

  @Test
  void holdsNothingOfThoseWhoHaveLeft() {
    places.enter("a", 1);
    places.enter("a", 1);
    assertThat(places.size()).isEqualTo(1);

    places.leave("a");
    assertThat(places.size()).isZero();
  }

  @Test
  void isExactForManyThreads() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    IntStream.range(0, 100_000)
        .parallel()
        .forEach(
            i -> {
              if (places.enter("a", 3)) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                places.leave("a");
              }
            });

    assertThat(most.get()).isBetween(1, 3);
    assertThat(places.size()).isZero();
  }
}
