package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionIdsTest {
  private static final EthTopic HEADS = new EthTopic.NewHeads();

  @Test
  void namesEqualSubscriptionsAlikeOnEveryConnection() {
    assertThat(
            SubscriptionIds.id(
                new EthTopic.Logs(LogFilter.of(List.of("0xb", "0xa"), List.of())), 0))
        .isEqualTo(
            SubscriptionIds.id(
                new EthTopic.Logs(LogFilter.of(List.of("0xa", "0xb"), List.of())), 0));
  }

  @Test
  void tellsApartWhatDiffers() {
    Set<String> names =
        new HashSet<>(
            List.of(
                SubscriptionIds.id(HEADS, 0),
                SubscriptionIds.id(HEADS, 1),
                SubscriptionIds.id(new EthTopic.Syncing(), 0),
                SubscriptionIds.id(new EthTopic.PendingTransactions(true), 0),
                SubscriptionIds.id(new EthTopic.PendingTransactions(false), 0),
                SubscriptionIds.id(new EthTopic.Logs(LogFilter.ALL), 0),
                SubscriptionIds.id(
                    new EthTopic.Logs(LogFilter.of(List.of(), List.of(List.of()))), 0)));

    assertThat(names).hasSize(7);
  }

  @Test
  void writesAQuantity() {
    for (int occurrence = 0; occurrence < 1_000; occurrence++) {
      assertThat(SubscriptionIds.id(HEADS, occurrence)).matches("0x[1-9a-f][0-9a-f]{0,31}");
    }
  }
}
