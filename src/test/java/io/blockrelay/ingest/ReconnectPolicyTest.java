package io.blockrelay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReconnectPolicyTest {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MAX = Duration.ofSeconds(60);

  @Test
  void doublesUpToTheLongestWait() {
    ReconnectPolicy policy = ReconnectPolicy.exponential(FIRST, MAX, () -> 0);

    assertThat(policy.delay(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(policy.delay(1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(policy.delay(5)).isEqualTo(Duration.ofSeconds(32));
    assertThat(policy.delay(6)).isEqualTo(MAX);
    assertThat(policy.delay(1_000_000)).isEqualTo(MAX);
  }

  @Test
  void isShortenedByUpToAHalf() {
    ReconnectPolicy policy = ReconnectPolicy.exponential(FIRST, MAX, () -> 1);

    assertThat(policy.delay(0)).isEqualTo(Duration.ofMillis(500));
    assertThat(policy.delay(1_000)).isEqualTo(Duration.ofSeconds(30));
  }
}
