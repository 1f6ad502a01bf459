package io.blockrelay.protocol.ethereum;

import static io.blockrelay.protocol.ethereum.MethodPolicy.Handling.LOCAL;
import static io.blockrelay.protocol.ethereum.MethodPolicy.Handling.PASSED;
import static io.blockrelay.protocol.ethereum.MethodPolicy.Handling.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodPolicyTest {
  private final MethodPolicy policy = new MethodPolicy(MethodPolicy.READS, false);

  @ParameterizedTest
  @CsvSource({
    "eth_chainId, LOCAL",
    "net_version, LOCAL",
    "eth_accounts, LOCAL",
    "eth_subscribe, LOCAL",
    "foo_unsubscribe, LOCAL",
    "eth_getBlockByNumber, PASSED",
    "eth_call, PASSED",
    "eth_sendRawTransaction, REFUSED",
    "eth_newFilter, REFUSED",
    "eth_sendTransaction, REFUSED",
    "ETH_CALL, REFUSED",
    "debug_setHead, REFUSED",
    "nope, REFUSED",
  })
  void readsByDefault(String method, MethodPolicy.Handling handling) {
    assertThat(policy.of(method)).isEqualTo(handling);
  }

  @Test
  void sendsTransactionsWhenSwitchedOn() {
    MethodPolicy sending = new MethodPolicy(List.of("eth_call"), true);

    assertThat(sending.of("eth_sendRawTransaction")).isEqualTo(PASSED);
    assertThat(sending.of("eth_call")).isEqualTo(PASSED);
    assertThat(sending.of("eth_getLogs")).isEqualTo(REFUSED);
    assertThat(sending.of("eth_chainId")).isEqualTo(LOCAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "admin_peers",
        "debug_setHead",
        "Debug_setHead",
        "personal_sign",
        "miner_start",
        "engine_newPayloadV1",
        "eth_sendRawTransaction"
      })
  void neverListsAnotherWayToThePowers(String method) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MethodPolicy(List.of(method), false))
        .withMessageContaining(method);
  }
}
