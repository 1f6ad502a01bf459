package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses are single letters, {@code -} is none. */
class TransactionFiltersTest {
  @ParameterizedTest
  @CsvSource({
    "-, -, a, b, true",
    "a, -, a, b, true",
    "b, -, a, b, false",
    "-, b, a, b, true",
    "-, a, a, b, false",
    "a, c, a, b, true",
    "c, b, a, b, true",
    "-, b, a, -, false",
    "a, -, a, -, true",
  })
  void pendingTakesEitherEnd(String from, String to, String sender, String receiver, boolean is) {
    assertThat(PendingFilter.of(list(from), list(to)).matches(tx(sender, receiver))).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    "-, -, a, b, true",
    "a, -, a, b, true",
    "-, b, a, b, true",
    "a, b, a, b, true",
    "a, c, a, b, false",
    "c, b, a, b, false",
    "-, a, a, b, false",
    "a, b, a, -, false",
    "a, -, a, -, true",
  })
  void minedTakesBothEndsOfAPair(
      String from, String to, String sender, String receiver, boolean is) {
    List<MinedFilter.Pair> pairs =
        from.equals("-") && to.equals("-")
            ? List.of()
            : List.of(new MinedFilter.Pair(text(from), text(to)), new MinedFilter.Pair("x", "y"));

    assertThat(MinedFilter.of(pairs).matches(tx(sender, receiver))).isEqualTo(is);
  }

  private static EthTx tx(String from, String to) {
    return new EthTx("0x1", from, text(to));
  }

  private static List<String> list(String address) {
    return address.equals("-") ? List.of() : List.of(address, "z");
  }

  private static String text(String address) {
    return address.equals("-") ? "" : address;
  }
}
