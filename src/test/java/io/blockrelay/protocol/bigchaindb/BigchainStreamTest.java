package io.blockrelay.protocol.bigchaindb;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.BlockSummary;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.TransactionSummary;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BigchainStreamTest {
  private static final List<TransactionSummary> TWO =
      List.of(new TransactionSummary("t1"), new TransactionSummary("t2", "a2"));

  @Test
  void validTxIsAMessageATransaction() {
    assertThat(messages(BigchainStream.VALID_TX, TWO))
        .containsExactly(
            "{\"txid\":\"t1\",\"assetid\":\"t1\",\"blockid\":\"0xb\"}",
            "{\"txid\":\"t2\",\"assetid\":\"a2\",\"blockid\":\"0xb\"}");
  }

  @Test
  void validTransactionsHasTheHeightAsANumber() {
    assertThat(messages(BigchainStream.VALID_TRANSACTIONS, TWO))
        .containsExactly(
            "{\"height\":12,\"asset_id\":\"t1\",\"transaction_id\":\"t1\"}",
            "{\"height\":12,\"asset_id\":\"a2\",\"transaction_id\":\"t2\"}");
  }

  @Test
  void validBlocksIsAMessageABlock() {
    assertThat(messages(BigchainStream.VALID_BLOCKS, TWO))
        .containsExactly("{\"height\":12,\"hash\":\"0xb\",\"transaction_ids\":[\"t1\",\"t2\"]}");
  }

  @Test
  void onlyABlocksStreamSpeaksOfAnEmptyBlock() {
    assertThat(messages(BigchainStream.VALID_BLOCKS, List.of()))
        .containsExactly("{\"height\":12,\"hash\":\"0xb\",\"transaction_ids\":[]}");
    assertThat(messages(BigchainStream.VALID_TX, List.of())).isEmpty();
    assertThat(messages(BigchainStream.VALID_TRANSACTIONS, List.of())).isEmpty();
  }

  @Test
  void whatANodeCallsATransactionIsEscaped() {
    assertThat(messages(BigchainStream.VALID_TX, List.of(new TransactionSummary("\"\\\n"))))
        .containsExactly(
            "{\"txid\":\"\\\"\\\\\\n\",\"assetid\":\"\\\"\\\\\\n\",\"blockid\":\"0xb\"}");
  }

  @ParameterizedTest
  @EnumSource
  void nothingElseIsInAStream(BigchainStream stream) {
    Part block = Summaries.part(new BlockSummary(12, "0xb", "0xa", null, 1, 0));

    assertThat(Summaries.items(block)).noneMatch(stream::matches);
  }

  @ParameterizedTest
  @EnumSource
  void allClientsOfAStreamAreOneAudience(BigchainStream stream) {
    assertThat(stream.subscription().shared()).isEqualTo(stream.subscription());
    assertThat(stream.subscription().kinds()).containsExactly(Summaries.TRANSACTIONS);
  }

  @Test
  void asAnEventItHasTheIdOfItsPlace() {
    assertThat(
            items(TWO).stream()
                .filter(BigchainStream.VALID_TX::matches)
                .map(item -> BigchainDialects.event(item).toString()))
        .containsExactly(
            "id: 0xa:0xb:1\ndata: {\"txid\":\"t1\",\"assetid\":\"t1\",\"blockid\":\"0xb\"}\n\n",
            "id: 0xa:0xb:2\ndata: {\"txid\":\"t2\",\"assetid\":\"a2\",\"blockid\":\"0xb\"}\n\n");
  }

  private static List<String> messages(
      BigchainStream stream, List<TransactionSummary> transactions) {
    return items(transactions).stream()
        .filter(stream::matches)
        .map(item -> stream.wrap(item).toString())
        .toList();
  }

  private static List<Item> items(List<TransactionSummary> transactions) {
    Part any = new Part(new EventKind("any"), Buffer.buffer());
    Block block = new Block(12, "0xb", "0xa", 0, List.of(any));
    return Summaries.items(Summaries.part(block, transactions));
  }
}
