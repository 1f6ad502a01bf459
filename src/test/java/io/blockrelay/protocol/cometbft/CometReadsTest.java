package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blockrelay.protocol.Read.Sharing;
import io.blockrelay.protocol.jsonrpc.JsonReader;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CometReadsTest {
  private final CometMethods methods = new CometMethods(CometMethods.READS, false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FIXED            | block          | {`height`:`5`}",
        "FIXED            | block          | [`5`]",
        "UNTIL_NEXT_BLOCK | block          | {}",
        "UNTIL_NEXT_BLOCK | block          | {`height`:null}",
        "UNTIL_NEXT_BLOCK | block          | []",
        "UNTIL_NEXT_BLOCK | block          | {`height`:`5`,`height`:null}",
        "UNTIL_NEXT_BLOCK | block          | {`Height`:`5`}",
        "WHILE_ASKED      | block          | {`height`:`-5`}",
        "WHILE_ASKED      | block          | {`height`:``}",
        "FIXED            | block_results  | {`height`:`5`}",
        "FIXED            | header         | {`height`:`5`}",
        "FIXED            | validators     | [`5`,`1`,`100`]",
        "FIXED            | consensus_params | {`height`:`5`}",
        "UNTIL_NEXT_BLOCK | commit         | {`height`:`5`}",
        "UNTIL_NEXT_BLOCK | blockchain     | {`minHeight`:`1`,`maxHeight`:`5`}",
        "UNTIL_NEXT_BLOCK | block_by_hash  | {`hash`:`AA`}",
        "UNTIL_NEXT_BLOCK | header_by_hash | {`hash`:`AA`}",
        "FIXED            | tx             | {`hash`:`AA`}",
        "FIXED            | genesis        | {}",
        "FIXED            | genesis_chunked | {`chunk`:1}",
        "UNTIL_NEXT_BLOCK | status         | {}",
        "UNTIL_NEXT_BLOCK | abci_info      | {}",
        "UNTIL_NEXT_BLOCK | abci_query     | {`path`:`/cosmos.bank.v1beta1.Query/Balance`}",
        "UNTIL_NEXT_BLOCK | abci_query     | [`/store/bank/key`]",
        "WHILE_ASKED      | abci_query     | {`path`:`/cosmos.tx.v1beta1.Service/Simulate`}",
        "WHILE_ASKED      | abci_query     | {`path`:`/app/simulate`}",
        "WHILE_ASKED      | abci_query     | {}",
        "WHILE_ASKED      | tx_search      | {`query`:`tx.height=5`}",
        "WHILE_ASKED      | block_search   | {`query`:`block.height=5`}",
        "WHILE_ASKED      | health         | {}",
        "WHILE_ASKED      | net_info       | {}",
        "WHILE_ASKED      | consensus_state | {}",
        "WHILE_ASKED      | unconfirmed_txs | {}",
        "WHILE_ASKED      | num_unconfirmed_txs | null",
        "WHILE_ASKED      | dump_consensus_state | {}",
        "ALONE            | check_tx       | {`tx`:``}",
        "ALONE            | broadcast_tx_sync | {`tx`:``}",
        "ALONE            | broadcast_tx_async | {`tx`:``}",
        "ALONE            | broadcast_tx_commit | {`tx`:``}"
      })
  void sharesAnAnswerForAsLongAsItHolds(Sharing sharing, String method, String params)
      throws RpcException {
    Buffer json = Buffer.buffer(params.replace('`', '"'));

    assertThat(CometSharing.of(method, JsonReader.read(json))).isEqualTo(sharing);
  }

  @Test
  void passesEveryReadOnAndTransactionsWhereTheOperatorDoes() {
    assertThat(CometMethods.READS).hasSize(22).allMatch(methods::passes);
    assertThat(CometMethods.BROADCASTS).noneMatch(methods::passes);
    assertThat(CometMethods.BROADCASTS).allMatch(new CometMethods(List.of("status"), true)::passes);
    assertThat(new CometMethods(List.of("status"), true).passes("block")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Block",
        "nope",
        "check_tx",
        "unsafe_flush_mempool",
        "dial_seeds",
        "dial_peers",
        "broadcast_evidence",
        "dump_consensus_state"
      })
  void passesNothingElseOn(String method) {
    FakeCometClient client = new FakeCometClient();
    client.call("1", method, "{}");

    assertThat(client.take())
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":"
                + "{\"code\":-32601,\"message\":\"Method not found\"}}");
    assertThat(client.reads).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unsafe_flush_mempool",
        "dial_seeds",
        "dial_peers",
        "broadcast_evidence",
        "broadcast_tx_sync",
        "subscribe"
      })
  void doesNotLetAnOperatorAllow(String method) {
    assertThatThrownBy(() -> new CometProtocol(List.of("status", method), true, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(method);
  }
}
