package io.blockrelay.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummariesTest {
  private static final Block BLOCK =
      new Block(7, "0xb", "0xa", 0, List.of(new Part(new EventKind("head"), Buffer.buffer("{}"))));

  @Test
  void aBlockIsAnnouncedAsBasaltDoes() {
    Part part = Summaries.part(new BlockSummary(7, "0xb", "0xa", "0xc", 1_710_000_000, 42));

    assertThat(part.kind()).isEqualTo(Summaries.BLOCK);
    assertThat(part.payload())
        .hasToString(
            "{\"type\":\"new_block\",\"block\":{\"number\":7,\"hash\":\"0xb\",\"parentHash\":\"0xa\","
                + "\"stateRoot\":\"0xc\",\"timestamp\":1710000000,\"transactionCount\":42}}");
    assertThat(Summaries.items(part)).containsExactly(Item.of(part.payload()));
  }

  @Test
  void whatAChainDoesNotHaveIsAbsent() {
    assertThat(Summaries.part(new BlockSummary(7, "12", null, null, -1, 0)).payload())
        .hasToString(
            "{\"type\":\"new_block\",\"block\":{\"number\":7,\"hash\":\"12\",\"transactionCount\":0}}");
  }

  @Test
  void transactionsAreOneThingAndThenEach() {
    List<TransactionSummary> both =
        List.of(new TransactionSummary("t1", "a\"1"), new TransactionSummary("t2"));
    BlockTransactions whole = new BlockTransactions(7, "0xb", "0xa", both);

    assertThat(Summaries.items(Summaries.part(BLOCK, both)))
        .extracting(Item::facts)
        .containsExactly(
            whole, new BlockTransactions.Each(whole, 0), new BlockTransactions.Each(whole, 1));
    assertThat(new BlockTransactions.Each(whole, 1).transaction().assetid()).isEqualTo("t2");
  }

  @Test
  void aBlockWithoutTransactionsIsStillABlock() {
    assertThat(Summaries.items(Summaries.part(BLOCK, List.of())))
        .extracting(Item::facts)
        .containsExactly(new BlockTransactions(7, "0xb", "0xa", List.of()));
  }
}
