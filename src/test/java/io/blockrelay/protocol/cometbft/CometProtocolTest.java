package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.ClientTerms;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CometProtocolTest {
  private static final ClientTerms TERMS =
      new CometProtocol(List.of(), false, 0).dialects().get(0).terms();

  @Test
  void isNeverSilentForLongerThanItsClientsBear() {
    assertThat(TERMS.pingInterval(Duration.ofSeconds(30))).isLessThan(Duration.ofSeconds(30));
    assertThat(TERMS.pingInterval(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void asksClientsToComeBackLater() {
    assertThat(TERMS.budgetSpent().code()).isEqualTo(1013);
    assertThat(TERMS.tooSlow().code()).isEqualTo(1013);
  }
}
