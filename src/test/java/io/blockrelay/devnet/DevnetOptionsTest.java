package io.blockrelay.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DevnetOptionsTest {
  private static final DevnetOptions OPTIONS = DevnetOptions.defaults();

  @Test
  void countsBlocksFromAFixedGenesis() {
    assertThat(OPTIONS.genesisMs()).isEqualTo(1_767_225_600_000L);
  }

  @Test
  void saysWhatIsWrong() {
    refused(() -> OPTIONS.at("", 1), "host must not be empty");
    refused(() -> OPTIONS.at("127.0.0.1", 65_536), "port must be 0 to 65535");
    refused(() -> OPTIONS.withSeed(""), "seed must not be empty");
    refused(() -> OPTIONS.withTimes(-1, Duration.ofSeconds(1)), "genesis must not be before 1970");
    refused(() -> OPTIONS.withTimes(0, Duration.ofMillis(9)), "block time must be at least 10ms");
    refused(() -> OPTIONS.withTimes(0, Duration.ofDays(2)), "block time must be at most a day");
    refused(
        () -> OPTIONS.withTimes(0, Duration.ofNanos(10_500_000)),
        "block time must be whole milliseconds");
    refused(() -> OPTIONS.withReorganisations(1, 1), "reorg every must be 0 or at least 2");
    refused(() -> OPTIONS.withReorganisations(-1, 1), "reorg every must be 0 or at least 2");
    refused(() -> OPTIONS.withReorganisations(5, 0), "reorg depth must be at least 1");
    refused(() -> OPTIONS.withReorganisations(5, 5), "reorg depth must be less than reorg every");
    refused(() -> OPTIONS.withDropEvery(1), "drop every must be 0 or at least 2");
    refused(() -> OPTIONS.withBlockBytes(-1), "block bytes must be 0 to 500000");
  }

  private static void refused(ThrowingCallable options, String message) {
    assertThatThrownBy(options).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
