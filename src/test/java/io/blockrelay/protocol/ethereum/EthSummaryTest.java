package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.BlockSummary;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.TransactionSummary;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EthSummaryTest {
  private static final String HASH = EthChain.hash('a', 7);
  private static final String PARENT = EthChain.hash('a', 6);
  private static final String ROOT = EthChain.hash('d', 1);
  private static final String FIELDS =
      "\"stateRoot\":\"" + ROOT + "\",\"timestamp\":\"0x65f0d9c0\"";

  private final FakeEthNode node = FakeEthNode.attached();
  private final Block block = EthChain.block('a', 7, EthChain.BLOOM);

  @Test
  void oneQuestionServesBothParts() {
    Future<Block> done = complete(Summaries.TRANSACTIONS, Summaries.BLOCK);
    assertThat(node.sent).containsExactly(question("false"));
    node.answer("eth_getBlockByHash", block(FIELDS, quoted(tx(1)) + " , " + quoted(tx(2))));

    assertThat(summaries(done))
        .containsExactly(
            Summaries.part(new BlockSummary(7, HASH, PARENT, ROOT, 1_710_283_200, 2)),
            Summaries.part(
                block, List.of(new TransactionSummary(tx(1)), new TransactionSummary(tx(2)))));
  }

  @Test
  void wholeTransactionsTellTheSame() {
    Future<Block> done = complete(Summaries.TRANSACTIONS, EthKinds.TRANSACTIONS, Summaries.BLOCK);
    assertThat(node.sent).containsExactly(question("true"));
    String whole = EthChain.tx(1, 'a', 7) + "," + EthChain.tx(2, 'a', 7);
    node.answer("eth_getBlockByHash", block(FIELDS, whole));

    assertThat(done.result().parts().get(1).payload()).hasToString("[" + whole + "]");
    assertThat(summaries(done))
        .containsExactly(
            Summaries.part(new BlockSummary(7, HASH, PARENT, ROOT, 1_710_283_200, 2)),
            Summaries.part(
                block, List.of(new TransactionSummary(tx(1)), new TransactionSummary(tx(2)))));
  }

  @Test
  void whatTheNodeDoesNotSayIsAbsent() {
    Future<Block> silent = complete(Summaries.BLOCK);
    node.answer("eth_getBlockByHash", block("\"x\":1", ""));
    Future<Block> without = complete(Summaries.BLOCK);
    node.answer("eth_getBlockByHash", block("\"stateRoot\":null,\"timestamp\":null", ""));

    Part bare = Summaries.part(new BlockSummary(7, HASH, PARENT, null, -1, 0));
    assertThat(summaries(silent)).containsExactly(bare);
    assertThat(summaries(without)).containsExactly(bare);
  }

  @Test
  void nothingIsAskedForWhatTheBlockHas() {
    Block whole = block.with(List.of(Summaries.part(block, List.of())));
    Future<Block> nothing = node.dialogue.complete(whole, Set.of(Summaries.TRANSACTIONS));
    assertThat(node.sent).isEmpty();
    Future<Block> other = node.dialogue.complete(whole, EthSummary.KINDS);
    node.answer("eth_getBlockByHash", block(FIELDS, ""));

    assertThat(nothing.result()).isEqualTo(whole);
    assertThat(other.result().parts())
        .extracting(Part::kind)
        .containsExactly(EthKinds.HEAD, Summaries.TRANSACTIONS, Summaries.BLOCK);
  }

  @Test
  void nothingIsBelievedOfAnotherBlockOrOfNoTransactions() {
    List<String> answers =
        List.of(
            EthChain.blockOf('b', 7, ""),
            block(FIELDS, "\"0x1\""),
            block(FIELDS, "1"),
            block(FIELDS, "{}"),
            block("\"timestamp\":7", ""),
            "{\"hash\":\"" + HASH + "\"}");
    for (String answer : answers) {
      Future<Block> done = complete(Summaries.BLOCK, Summaries.TRANSACTIONS);
      node.answer("eth_getBlockByHash", answer);

      assertThat(done.failed()).as(answer).isTrue();
    }
    assertThat(node.garbage).hasSameSizeAs(answers);
  }

  @Test
  void saysThatTheNodeDoesNotKnowTheBlock() {
    Future<Block> done = complete(Summaries.BLOCK);
    node.answer("eth_getBlockByHash", "null");

    assertThat(done.cause()).isInstanceOf(NotFoundException.class);
  }

  private Future<Block> complete(EventKind... kinds) {
    return node.dialogue.complete(block, Set.of(kinds));
  }

  private static List<Part> summaries(Future<Block> done) {
    return done.result().parts().stream()
        .filter(part -> EthSummary.KINDS.contains(part.kind()))
        .toList();
  }

  private static String question(String whole) {
    return "{\"method\":\"eth_getBlockByHash\",\"params\":[\"" + HASH + "\"," + whole + "]}";
  }

  private static String block(String fields, String transactions) {
    return "{\"hash\":\"%s\",%s,\"transactions\":[%s]}".formatted(HASH, fields, transactions);
  }

  private static String tx(long number) {
    return EthChain.hash('c', number);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
