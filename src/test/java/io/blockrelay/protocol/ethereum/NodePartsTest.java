package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodePartsTest {
  private static final String HASH = EthChain.hash('a', 7);
  private static final int TRIES = 20;

  private final FakeEthNode node = FakeEthNode.attached();
  private final Block full = EthChain.block('a', 7, EthChain.BLOOM);
  private final Block empty = EthChain.block('a', 7, EthChain.ZERO_BLOOM);

  @Test
  void asksForEverythingAtOnceByHash() {
    Future<Block> done = complete(full, EthKinds.LOGS, EthKinds.TRANSACTIONS, EthKinds.RECEIPTS);
    assertThat(node.sent)
        .containsExactly(
            "{\"method\":\"eth_getLogs\",\"params\":[{\"blockHash\":\"" + HASH + "\"}]}",
            "{\"method\":\"eth_getBlockByHash\",\"params\":[\"" + HASH + "\",true]}",
            "{\"method\":\"eth_getBlockReceipts\",\"params\":[\"" + HASH + "\"]}");
    String logs = "[ " + EthChain.log('a', 7, 0) + " ]";
    String receipts = "[" + EthChain.receipt('a', 7, EthChain.log('a', 7, 0)) + "]";
    node.answer("eth_getBlockReceipts", receipts);
    node.answer("eth_getLogs", logs);
    node.answer("eth_getBlockByHash", EthChain.blockOf('a', 7, EthChain.tx(1, 'a', 7)));

    assertThat(done.result().parts().subList(1, 4))
        .containsExactly(
            new Part(EthKinds.LOGS, Buffer.buffer(logs)),
            new Part(EthKinds.TRANSACTIONS, Buffer.buffer("[" + EthChain.tx(1, 'a', 7) + "]")),
            new Part(EthKinds.RECEIPTS, Buffer.buffer(receipts)));
  }

  @Test
  void asksForNothingThatTheBlockHas() {
    Block with = EthChain.block('a', 7, EthChain.BLOOM, part(EthKinds.LOGS, "[]"));

    assertThat(complete(with, EthKinds.LOGS).result()).isEqualTo(with);
    assertThat(node.sent).isEmpty();
  }

  @Test
  void believesThatThereAreNoLogsWhenTheBloomSaysSo() {
    Future<Block> done = complete(empty, EthKinds.LOGS);
    node.answer("eth_getLogs", "[]");

    assertThat(done.result().parts().get(1)).isEqualTo(part(EthKinds.LOGS, "[]"));
  }

  @Test
  void asksAgainForLogsThatMustBeThere() {
    Future<Block> done = complete(full, EthKinds.LOGS);
    node.answer("eth_getLogs", "[]");
    node.pass(100);
    node.answer("eth_getLogs", "[]");
    assertThat(done.isComplete()).isFalse();
    node.pass(100);
    node.answer("eth_getLogs", "[" + EthChain.log('a', 7, 0) + "]");

    assertThat(done.result().has(EthKinds.LOGS)).isTrue();
  }

  @Test
  void believesReceiptsThatThereAreNoLogs() {
    Future<Block> done = complete(full, EthKinds.LOGS);
    getNoLogs();
    node.answer("eth_getBlockReceipts", "[" + EthChain.receipt('a', 7, "") + "]");

    assertThat(done.result().parts().get(1)).isEqualTo(part(EthKinds.LOGS, "[]"));
    assertThat(node.sent).hasSize(TRIES + 1);
  }

  @Test
  void failsWhenLogsAreKeptBack() {
    Future<Block> done = complete(full, EthKinds.LOGS);
    getNoLogs();
    node.answer(
        "eth_getBlockReceipts", "[" + EthChain.receipt('a', 7, EthChain.log('a', 7, 0)) + "]");

    assertThat(done.cause()).hasMessageContaining("keeps back the logs");
  }

  @Test
  void believesNoEmptyReceiptsOfABlockWithTransactions() {
    Future<Block> done = complete(full, EthKinds.LOGS);
    getNoLogs();
    node.answer("eth_getBlockReceipts", "[]");
    node.answer("eth_getBlockByHash", EthChain.blockOf('a', 7, "\"0x1\""));

    assertThat(done.failed()).isTrue();
  }

  @Test
  void asksAgainForReceiptsOfABlockWithTransactions() {
    Future<Block> done = complete(empty, EthKinds.RECEIPTS);
    node.answer("eth_getBlockReceipts", "[]");
    node.answer("eth_getBlockByHash", EthChain.blockOf('a', 7, "\"0x1\""));
    node.pass(100);
    String receipts = "[" + EthChain.receipt('a', 7, "") + "]";
    node.answer("eth_getBlockReceipts", receipts);

    assertThat(done.result().parts().get(1)).isEqualTo(part(EthKinds.RECEIPTS, receipts));
  }

  @Test
  void believesThatABlockWithoutTransactionsHasNoReceipts() {
    Future<Block> done = complete(empty, EthKinds.RECEIPTS);
    node.answer("eth_getBlockReceipts", "[]");
    node.answer("eth_getBlockByHash", EthChain.blockOf('a', 7, ""));

    assertThat(done.result().parts().get(1)).isEqualTo(part(EthKinds.RECEIPTS, "[]"));
  }

  @Test
  void believesNothingOfAnotherBlock() {
    Future<Block> logs = complete(full, EthKinds.LOGS);
    Future<Block> transactions = complete(full, EthKinds.TRANSACTIONS);
    Future<Block> receipts = complete(full, EthKinds.RECEIPTS);
    node.answer("eth_getLogs", "[" + EthChain.log('b', 7, 0) + "]");
    node.answer("eth_getBlockByHash", EthChain.blockOf('b', 7, EthChain.tx(1, 'b', 7)));
    node.answer("eth_getBlockReceipts", "[" + EthChain.receipt('b', 7, "") + "]");

    assertThat(node.garbage).hasSize(3);
    assertThat(logs.failed() && transactions.failed() && receipts.failed()).isTrue();
  }

  @Test
  void wantsWholeTransactions() {
    Future<Block> done = complete(full, EthKinds.TRANSACTIONS);
    node.answer("eth_getBlockByHash", EthChain.blockOf('a', 7, "\"" + HASH + "\""));

    assertThat(done.failed()).isTrue();
    assertThat(node.garbage).hasSize(1);
  }

  @Test
  void saysThatTheNodeDoesNotKnowTheBlock() {
    Future<Block> logs = complete(full, EthKinds.LOGS);
    Future<Block> transactions = complete(full, EthKinds.TRANSACTIONS);
    Future<Block> receipts = complete(full, EthKinds.RECEIPTS);
    node.refuse("eth_getLogs", -32000, "unknown block");
    node.answer("eth_getBlockByHash", "null");
    node.answer("eth_getBlockReceipts", "null");

    assertThat(logs.cause()).isInstanceOf(NotFoundException.class);
    assertThat(transactions.cause()).isInstanceOf(NotFoundException.class);
    assertThat(receipts.cause()).isInstanceOf(NotFoundException.class);
  }

  @Test
  void saysThatTheNodeHasNoSuchMethod() {
    Future<Block> done = complete(full, EthKinds.RECEIPTS);
    node.refuse("eth_getBlockReceipts", -32601, "the method does not exist");

    assertThat(((Refusal) done.cause()).reason()).isEqualTo(Refusal.Reason.UNSUPPORTED);
  }

  @Test
  void stopsAskingWhenTheConnectionGoes() {
    Future<Block> done = complete(full, EthKinds.LOGS);
    node.answer("eth_getLogs", "[]");
    node.loseConnection();
    node.pass(100);

    assertThat(done.failed()).isTrue();
    assertThat(node.open).isEmpty();
  }

  private void getNoLogs() {
    for (int i = 0; i < TRIES; i++) {
      node.answer("eth_getLogs", "[]");
      node.pass(100);
    }
  }

  private Future<Block> complete(Block block, EventKind... kinds) {
    return node.dialogue.complete(block, Set.of(kinds));
  }

  private static Part part(EventKind kind, String json) {
    return new Part(kind, Buffer.buffer(json));
  }
}
