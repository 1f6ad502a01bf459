package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatesTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void countsEachAddressByItself() {
    Rates rates = new Rates(1, 100);

    assertThat(taken(rates, "a", 50)).isEqualTo(10);
    assertThat(taken(rates, "b", 50)).isEqualTo(10);
  }

  @Test
  void keepsNothingWithoutALimit() {
    Rates rates = new Rates(0, 100);

    assertThat(taken(rates, "a", 1_000)).isEqualTo(1_000);
    assertThat(rates.size()).isZero();
  }

  @Test
  void forgetsWhoHasNotComeLately() {
    Rates rates = new Rates(2, 100);
    rates.take("a", 0);
    rates.take("b", SECOND);

    rates.expire(SECOND);
    assertThat(rates.size()).isEqualTo(1);
    rates.expire(3 * SECOND);
    assertThat(rates.size()).isZero();
  }

  @Test
  void remembersWhoIsOverItsRate() {
    Rates rates = new Rates(1, 100);
    taken(rates, "a", 50);

    rates.expire(SECOND / 2);

    assertThat(rates.take("a", SECOND / 2)).isFalse();
  }

  @Test
  void countsNoMoreAddressesThanItHasRoomFor() {
    Rates rates = new Rates(1, 3);
    IntStream.range(0, 1_000).forEach(i -> rates.take("address " + i, 0));

    assertThat(rates.size()).isEqualTo(3);
    assertThat(taken(rates, "address 0", 50)).isEqualTo(9);
    assertThat(taken(rates, "one more", 50)).isEqualTo(50);
  }

  @Test
  void countsRightForManyThreads() {
    Rates rates = new Rates(100, 10);
    AtomicInteger taken = new AtomicInteger();

    IntStream.range(0, 100_000)
        .parallel()
        .forEach(i -> taken.addAndGet(rates.take("a", 0) ? 1 : 0));

    assertThat(taken).hasValue(1_000);
  }

  private static int taken(Rates rates, String address, int tries) {
    return (int) IntStream.range(0, tries).filter(i -> rates.take(address, 0)).count();
  }
}
