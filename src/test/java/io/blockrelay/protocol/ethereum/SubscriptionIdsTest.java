package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionIdsTest {
  private static final EthTopic HEADS = new EthTopic.NewHeads();

  private final SubscriptionIds ids = new SubscriptionIds(42);

  @Test
  void namesEqualSubscriptionsAlikeOnEveryConnection() {
    assertThat(ids.id(new EthTopic.Logs(LogFilter.of(List.of("0xb", "0xa"), List.of())), 0))
        .isEqualTo(ids.id(new EthTopic.Logs(LogFilter.of(List.of("0xa", "0xb"), List.of())), 0));
  }

  @Test
  void tellsApartWhatDiffers() {
    Set<String> names =
        new HashSet<>(
            List.of(
                ids.id(HEADS, 0),
                ids.id(HEADS, 1),
                new SubscriptionIds(43).id(HEADS, 0),
                ids.id(new EthTopic.Syncing(), 0),
                ids.id(new EthTopic.PendingTransactions(true), 0),
                ids.id(new EthTopic.PendingTransactions(false), 0),
                ids.id(new EthTopic.Logs(LogFilter.ALL), 0),
                ids.id(new EthTopic.Logs(LogFilter.of(List.of(), List.of(List.of()))), 0)));

    assertThat(names).hasSize(8);
  }

  @Test
  void writesAQuantity() {
    for (int occurrence = 0; occurrence < 1_000; occurrence++) {
      assertThat(ids.id(HEADS, occurrence)).matches("0x[1-9a-f][0-9a-f]{0,31}");
    }
  }
}
