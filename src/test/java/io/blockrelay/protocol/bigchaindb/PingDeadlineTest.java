package io.blockrelay.protocol.bigchaindb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PingDeadlineTest {
  private static final Duration TICK = Duration.ofMillis(250);

  /** Any time may be the first, also one shortly before the clock's numbers begin again. */
  private long now = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos();

  @Test
  void whoNeverSendsAPingMayBeSilentForHours() {
    PingDeadline deadline = new PingDeadline(false);

    assertThat(lasts(deadline, Duration.ofHours(12))).isEqualTo(Duration.ofHours(12));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoSendsThemStaysForHours(boolean strict) {
    PingDeadline deadline = new PingDeadline(strict);

    for (int pings = 0; pings < 24 * 120; pings++) {
      deadline.pinged();
      assertThat(lasts(deadline, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoStopsIsOverAfterThreeMinutes(boolean strict) {
    PingDeadline deadline = new PingDeadline(strict);
    deadline.pinged();
    lasts(deadline, Duration.ofMinutes(2));
    deadline.pinged();

    assertThat(lasts(deadline, Duration.ofHours(1))).isEqualTo(threeMinutes());
  }

  @Test
  void beingStrictCountsFromTheStart() {
    assertThat(lasts(new PingDeadline(true), Duration.ofHours(1))).isEqualTo(threeMinutes());
  }

  @Test
  void aPingInTheLastMomentIsInTime() {
    PingDeadline deadline = new PingDeadline(true);

    for (int pings = 0; pings < 100; pings++) {
      assertThat(lasts(deadline, Duration.ofMinutes(3))).isEqualTo(Duration.ofMinutes(3));
      deadline.pinged();
    }
  }

  /** The tick that notices it is the first one behind them. */
  private static Duration threeMinutes() {
    return Duration.ofMinutes(3).plus(TICK);
  }

  /** How long it takes to pass, up to a bound. */
  private Duration lasts(PingDeadline deadline, Duration max) {
    long begin = now;
    while (!deadline.passed(now) && now - begin < max.toNanos()) {
      now += TICK.toNanos();
    }
    return Duration.ofNanos(now - begin);
  }
}
