package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void letsABurstThroughAndThenItsRate() {
    TokenBucket bucket = new TokenBucket(5, 0);

    assertThat(taken(bucket, 0, 100)).isEqualTo(50);
    assertThat(taken(bucket, SECOND / 5 - 1, 100)).isZero();
    assertThat(taken(bucket, SECOND / 5 + 1, 100)).isEqualTo(1);
    assertThat(taken(bucket, SECOND + 2, 100)).isEqualTo(4);
  }

  @Test
  void letsTheNextWaitForWhatCountsAsMore() {
    TokenBucket bucket = new TokenBucket(5, 0);
    taken(bucket, 0, 49);

    assertThat(bucket.take(0)).isTrue();
    bucket.charge(5);
    assertThat(bucket.take(SECOND + 2)).isFalse();
    assertThat(bucket.take(SECOND + SECOND / 5 + 2)).isTrue();

    TokenBucket unlimited = new TokenBucket(0, 0);
    unlimited.charge(1_000);
    assertThat(unlimited.take(0)).isTrue();
  }

  @Test
  void savesNoMoreThanABurst() {
    TokenBucket bucket = new TokenBucket(5, 0);
    taken(bucket, 0, 100);

    assertThat(taken(bucket, 1_000_000 * SECOND, 100)).isEqualTo(50);
  }

  @Test
  void letsEverythingThroughWithoutALimit() {
    assertThat(taken(new TokenBucket(0, 0), 0, 1_000)).isEqualTo(1_000);
  }

  @Test
  void makesNothingOfAClockThatWasReadEarlier() {
    TokenBucket bucket = new TokenBucket(1, 10 * SECOND);
    taken(bucket, 10 * SECOND, 100);

    assertThat(bucket.take(5 * SECOND)).isFalse();
    assertThat(bucket.take(10 * SECOND)).isFalse();
    assertThat(bucket.take(11 * SECOND + 1)).isTrue();
  }

  @Test
  void countsAcrossTheEndOfTheClock() {
    long end = Long.MAX_VALUE - SECOND / 2;
    TokenBucket bucket = new TokenBucket(2, end);
    taken(bucket, end, 100);

    assertThat(taken(bucket, end + SECOND + 1, 100)).isEqualTo(2);
  }

  @Test
  void isFullWhenItHasForgottenEverything() {
    TokenBucket bucket = new TokenBucket(4, 0);
    assertThat(bucket.full(0)).isTrue();

    bucket.take(0);
    assertThat(bucket.full(SECOND / 5)).isFalse();
    assertThat(bucket.full(SECOND / 4 + 1)).isTrue();
  }

  @Test
  void neverLetsMoreThroughThanBurstAndRateInAnyTime() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      int rate = 1 + random.nextInt(50);
      TokenBucket bucket = new TokenBucket(rate, 0);
      long now = 0;
      long passed = 0;
      for (int i = 0; i < 500; i++) {
        now += random.nextLong(SECOND / 10);
        passed += taken(bucket, now, random.nextInt(20));
        assertThat((double) passed)
            .isLessThanOrEqualTo(rate * (TokenBucket.BURST_SECONDS + now / (double) SECOND) + 1e-6);
      }
    }
  }

  private static int taken(TokenBucket bucket, long now, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += bucket.take(now) ? 1 : 0;
    }
    return taken;
  }
}
