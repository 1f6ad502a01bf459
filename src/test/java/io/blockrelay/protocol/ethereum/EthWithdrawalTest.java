package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.jsonrpc.RandomJson;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class EthWithdrawalTest {
  @Test
  void takesLogsBackNewestBlockFirst() {
    String first = EthChain.log('a', 8, 0);
    String second = EthChain.log('a', 8, 1);
    String older = EthChain.log('a', 7, 0);

    List<Part> parts =
        EthWithdrawal.of(
            List.of(
                block('a', 8, EthKinds.LOGS, "[ " + second + " , " + first + "]"),
                block('a', 7, EthKinds.LOGS, "[" + older + "]"),
                block('a', 6, EthKinds.LOGS, "[]"),
                EthChain.block('a', 5, EthChain.BLOOM)),
            List.of(EthChain.block('b', 5, EthChain.BLOOM)));

    assertThat(parts)
        .containsExactly(
            part(EthKinds.REMOVED_LOGS, "[" + removed(first) + "," + removed(second) + "]"),
            part(EthKinds.REMOVED_LOGS, "[" + removed(older) + "]"));
  }

  @Test
  void takesTransactionsBackAndTellsWhichAreInNoBlockAnyMore() {
    String newer = "[" + EthChain.tx(3, 'a', 8) + " ]";
    String older = "[" + EthChain.tx(1, 'a', 7) + "," + EthChain.tx(2, 'a', 7) + "]";

    List<Part> parts =
        EthWithdrawal.of(
            List.of(
                block('a', 8, EthKinds.TRANSACTIONS, newer),
                block('a', 7, EthKinds.TRANSACTIONS, older)),
            List.of(
                block('b', 7, EthKinds.TRANSACTIONS, "[" + EthChain.tx(2, 'b', 7) + "]"),
                block('b', 8, EthKinds.TRANSACTIONS, "[]")));

    assertThat(parts)
        .containsExactly(
            part(EthKinds.REMOVED_TRANSACTIONS, newer),
            part(EthKinds.REMOVED_TRANSACTIONS, older),
            part(
                EthKinds.DROPPED_TRANSACTIONS,
                "[" + EthChain.pendingTx(1) + "," + EthChain.pendingTx(3) + "]"));
  }

  @Test
  void tellsOfLogsBeforeTransactions() {
    Block block =
        EthChain.block(
            'a',
            7,
            EthChain.BLOOM,
            part(EthKinds.TRANSACTIONS, "[" + EthChain.tx(1, 'a', 7) + "]"),
            part(EthKinds.LOGS, "[" + EthChain.log('a', 7, 0) + "]"));

    assertThat(EthWithdrawal.of(List.of(block), List.of()))
        .extracting(Part::kind)
        .containsExactly(
            EthKinds.REMOVED_LOGS, EthKinds.REMOVED_TRANSACTIONS, EthKinds.DROPPED_TRANSACTIONS);
  }

  @Test
  void callsNoTransactionDroppedWhenANewBlocksAreNotKnown() {
    assertThat(
            EthWithdrawal.of(
                List.of(block('a', 7, EthKinds.TRANSACTIONS, "[" + EthChain.tx(1, 'a', 7) + "]")),
                List.of(EthChain.block('b', 7, EthChain.BLOOM))))
        .extracting(Part::kind)
        .containsExactly(EthKinds.REMOVED_TRANSACTIONS);
  }

  @Test
  void survivesWhateverABlockHolds() {
    RandomJson random = new RandomJson(23);
    String logs = "[" + EthChain.log('a', 7, 0) + "," + EthChain.log('a', 7, 1) + "]";
    String txs = "[" + EthChain.tx(1, 'a', 7) + "," + EthChain.tx(2, 'a', 7) + "]";
    int parts = 0;
    for (int i = 0; i < 20_000; i++) {
      Block odd =
          EthChain.block(
              'a',
              7,
              EthChain.BLOOM,
              new Part(EthKinds.LOGS, Buffer.buffer(random.damaged(logs))),
              new Part(EthKinds.TRANSACTIONS, Buffer.buffer(random.damaged(txs))));
      parts += EthWithdrawal.of(List.of(odd), List.of(odd)).size();
    }
    assertThat(parts).isPositive();
  }

  private static String removed(String log) {
    return log.replace("\"removed\":false", "\"removed\":true");
  }

  private static Block block(char branch, long number, EventKind kind, String json) {
    return EthChain.block(branch, number, EthChain.BLOOM, part(kind, json));
  }

  private static Part part(EventKind kind, String json) {
    return new Part(kind, Buffer.buffer(json));
  }
}
