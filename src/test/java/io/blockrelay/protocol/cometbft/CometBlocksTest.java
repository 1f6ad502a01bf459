package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a node is asked of its blocks. */
class CometBlocksTest {
  @Test
  void fetchesBlocksInPiecesAndByHash() {
    FakeCometNode node = FakeCometNode.attached();
    Future<List<Block>> run = node.dialogue.fetch(1, 25);
    node.answerBlocks(1, 20);
    node.answerBlocks(21, 25);
    Future<Block> block = node.dialogue.fetch(FakeCometNode.hash(3).toLowerCase(Locale.ROOT));
    node.answer("block_by_hash", whole(3));

    assertThat(run.result()).extracting(Block::height).hasSize(25).startsWith(1L).endsWith(25L);
    assertThat(run.result().get(0).parent()).isEmpty();
    assertThat(block.result()).isEqualTo(run.result().get(2));
    assertThat(node.sent)
        .containsExactly(
            blockchain(1, 20),
            blockchain(21, 25),
            "{\"method\":\"block_by_hash\",\"params\":"
                + "[\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM=\"]}");
  }

  @Test
  void hasNoOtherBlockThanTheOneAskedFor() {
    FakeCometNode node = FakeCometNode.attached();
    Block block = fetched(node, 3);
    Future<Block> none = node.dialogue.fetch(FakeCometNode.hash(4));
    node.answer("block_by_hash", "{\"block_id\":{\"hash\":\"\"},\"block\":null}");
    Future<Block> nonsense = node.dialogue.fetch("x");
    Future<Block> other = node.dialogue.complete(block, Set.of(CometKinds.NEW_EVIDENCE));
    node.answer("block", whole(4));
    Future<Block> pruned = node.dialogue.complete(block, Set.of(CometKinds.NEW_EVIDENCE));
    node.refuse("block", "height 3 is not available, lowest height is 4");

    assertThat(List.of(none, nonsense, other, pruned))
        .allMatch(future -> future.cause() instanceof NotFoundException);
  }

  @Test
  void asksOnlyForWhatThePartsNeed() {
    FakeCometNode node = FakeCometNode.attached();
    Block block = fetched(node, 3);
    Future<Block> nothing = node.dialogue.complete(block, Set.of(CometKinds.NEW_BLOCK_HEADER));
    Future<Block> updates = node.dialogue.complete(block, Set.of(CometKinds.VALIDATOR_SET_UPDATES));
    node.answer("block_results", "{\"height\":\"3\"}");
    Future<Block> evidence = node.dialogue.complete(block, Set.of(CometKinds.NEW_EVIDENCE));
    node.answer("block", whole(3));

    assertThat(nothing.result()).isEqualTo(block);
    assertThat(updates.result().parts().get(1).payload()).hasToString("[]");
    assertThat(evidence.result().parts().get(1).payload()).hasToString("[]");
    assertThat(node.open).isEmpty();
  }

  @Test
  void saysWhatANodeDoesNotOffer() {
    FakeCometNode node = FakeCometNode.attached();
    Block block = fetched(node, 3);
    Future<Block> notKept = node.dialogue.complete(block, Set.of(CometKinds.NEW_BLOCK_EVENTS));
    node.refuse("block_results", "node is not persisting finalize block responses");
    Future<Block> unknownKey =
        node.dialogue.complete(block, Set.of(CometKinds.VALIDATOR_SET_UPDATES));
    node.answer(
        "block_results",
        "{\"height\":\"3\",\"validator_updates\":"
            + "[{\"pub_key_type\":\"bls12_381\",\"pub_key_bytes\":\"AA==\",\"power\":\"1\"}]}");
    Future<Block> late = node.dialogue.complete(block, Set.of(CometKinds.NEW_BLOCK_EVENTS));
    node.refuse(
        "block_results", "height 3 must be less than or equal to the current blockchain height 2");

    assertThat(List.of(notKept, unknownKey))
        .allMatch(
            future ->
                future.cause() instanceof Refusal refusal
                    && refusal.reason() == Refusal.Reason.UNSUPPORTED);
    assertThat(late.failed()).isTrue();
    assertThat(late.cause()).isNotInstanceOfAny(NotFoundException.class, Refusal.class);
  }

  @Test
  void followsAnOldNodeThatKeepsNoResults() {
    FakeCometNode node = FakeCometNode.attached("0.37.15");
    node.answerBlocks(5, 5);
    node.refuse("block_results", "node is not persisting abci responses");

    assertThat(node.blocks.get(0).parts().get(0).payload().toString())
        .contains("\"num_txs\":\"0\",\"result_begin_block\":{}");
  }

  private static Block fetched(FakeCometNode node, int height) {
    Future<List<Block>> run = node.dialogue.fetch(height, height);
    node.answerBlocks(height, height);
    return run.result().get(0);
  }

  private static String whole(int height) {
    return "{\"block_id\":{\"hash\":\""
        + FakeCometNode.hash(height)
        + "\"},\"block\":{\"header\":"
        + FakeCometNode.header(height)
        + ",\"data\":{\"txs\":[]},\"evidence\":{\"evidence\":[]}}}";
  }

  private static String blockchain(int from, int to) {
    return "{\"method\":\"blockchain\",\"params\":[\"" + from + "\",\"" + to + "\"]}";
  }
}
