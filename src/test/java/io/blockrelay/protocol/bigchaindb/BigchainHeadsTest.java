package io.blockrelay.protocol.bigchaindb;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.BlockTransactions;
import io.blockrelay.protocol.jsonrpc.RandomJson;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BigchainHeadsTest {
  private final FakeNode node = FakeNode.attached();

  @Test
  void beginsWithTheNewestBlockWhereTheNodeTellsIt() {
    node.loseConnection();
    node.has(4, "c4").has(5).rest.put("blocks/latest", "{\"height\":5,\"transactions\":[]}");
    node.dialogue.opened();

    assertThat(node.heights()).containsExactly(5L);
  }

  @Test
  void beginsWithTheFirstBlockThatItWasToldOf() {
    FakeNode fresh = new FakeNode().has(7, "c7").has(8, "c8").has(9, "c9");
    fresh.holds = true;
    fresh.dialogue.opened();
    fresh.tells(7, "c7").tells(8, "c8").tells(9, "c9");
    fresh.release();
    fresh.release();

    assertThat(fresh.heights()).containsExactly(7L, 8L, 9L);
  }

  @Test
  void announcesTheEmptyBlocksBetweenTheOthers() {
    node.has(1, "c1").has(2).has(3).has(4, "c4");
    node.tells(1, "c1").tells(4, "c4").tells(1, "c1");

    assertThat(node.heights()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void announcesInOrderWhateverIsToldMeanwhile() {
    node.has(1, "c1").has(2, "c2").has(3, "c3", "t3").has(4).has(5, "c5");
    node.holds = true;
    node.tells(1, "c1").tells(2, "c2").tells(3, "c3").tells(3, "t3");
    node.release();
    node.tells(5, "c5");
    node.release();
    node.release();
    node.release();

    assertThat(node.heights()).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void leavesOlderBlocksToThoseWhoMissThem() {
    LongStream.rangeClosed(1, 100).forEach(height -> node.has(height, "c" + height));
    node.tells(1, "c1").tells(100, "c100");

    assertThat(node.heights()).hasSize(1 + BigchainHeads.PIECE).startsWith(1L, 69L);
  }

  @Test
  void asksAgainForABlockThatTheNodeWasNotReadyWith() {
    node.tells(7, "c1");
    node.pass(Asking.AGAIN_MS);
    node.has(7, "c1");
    node.pass(Asking.AGAIN_MS);

    assertThat(node.heights()).containsExactly(7L);
    assertThat(node.replaced).isEmpty();
  }

  @Test
  void leavesANodeThatDoesNotHaveWhatItTells() {
    node.has(1, "c1").tells(1, "c1").tells(999_999, "c1");
    giveUp();

    assertThat(node.replaced)
        .containsExactly("blocks: blocks/" + (1_000_000 - BigchainHeads.PIECE));
    node.dialogue.opened();
    node.has(2, "c2").tells(2, "c2");
    assertThat(node.heights()).containsExactly(1L, 2L);
  }

  @Test
  void looksAtOnceForWhatCameWhileItWasAway() {
    node.has(1, "c1").tells(1, "c1");
    node.loseConnection();
    LongStream.rangeClosed(2, 20).forEach(height -> node.has(height, "c" + height));
    node.dialogue.opened();
    node.tells(20, "c20");

    assertThat(node.heights())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
  }

  @Test
  void forgetsWhatItAskedOverAConnectionThatIsGone() {
    node.has(1, "c1", "t1").holds = true;
    node.tells(1, "c1");
    node.loseConnection();
    node.dialogue.opened();
    node.release();
    node.release();
    node.tells(1, "t1");

    assertThat(node.heights()).containsExactly(1L);
  }

  @Test
  void waitsForANodeWhoseHttpComesUpLater() {
    node.has(1, "c1").tells(1, "c1");
    node.loseConnection();
    node.has(2, "c2").down = "refused";
    node.dialogue.opened();
    node.pass(Asking.AGAIN_MS);
    node.down = null;
    node.pass(Asking.AGAIN_MS);

    assertThat(node.heights()).containsExactly(1L, 2L);
    assertThat(node.replaced).isEmpty();
  }

  @Test
  void aProbeFindsWhatTheStreamDoesNotTellAndLeavesASilentOne() {
    node.has(1, "c1").tells(1, "c1");
    node.has(2).dialogue.probe();
    node.has(3, "c3").dialogue.probe();
    node.tells(3, "c3");
    node.has(4, "c4").dialogue.probe();
    assertThat(node.replaced).isEmpty();
    node.has(5, "c5").dialogue.probe();

    assertThat(node.heights()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(node.replaced).containsExactly("its blocks come without a message");
  }

  @Test
  void aNodeThatHasNothingNewIsAlive() {
    node.has(1, "c1").tells(1, "c1");
    int before = node.alive;
    node.dialogue.probe();

    assertThat(node.alive).isGreaterThan(before);
  }

  @Test
  void countsAnAnswerThatMakesNoSense() {
    node.rest.put("blocks/7", node.has(8, "c1").rest.get("blocks/8"));
    node.tells(7, "c1");
    node.rest.put("blocks/7", "<html>");
    node.pass(Asking.AGAIN_MS);
    node.has(7, "c1");
    node.pass(Asking.AGAIN_MS);

    assertThat(node.garbage).hasSize(2);
    assertThat(node.heights()).containsExactly(7L);
  }

  @Test
  void aBlockWithAnIdThatTellsItsHeightIsLikeTheOthers() {
    node.has(5, "c5").has(6).has(7, "c7");
    node.rest.put("blocks/b5", node.rest.get("blocks/5"));
    node.rest.put("blocks/b7", node.rest.get("blocks/7"));
    node.tells("b5", "c5").tells("b5", "t5").tells("b7", "c7");
    node.loseConnection();
    node.has(8, "c8").dialogue.opened();

    assertThat(node.heights()).containsExactly(5L, 6L, 7L, 8L);
    assertThat(node.events).isEmpty();
  }

  @Test
  void aBlockWithoutAHeightIsNotToldAgainAfterARestart() {
    node.has("b1", "c1").has("b2", "c2", "t2").has("b3", "c3");
    node.tells("b1", "c1").holds = true;
    node.tells("b2", "c2");
    node.loseConnection();
    node.dialogue.opened();
    node.tells("b2", "t2").tells("b1", "c1").tells("b3", "c3");
    node.release();
    node.holds = false;
    node.release();

    assertThat(node.uncounted())
        .extracting(BlockTransactions::hash)
        .containsExactly("b1", "b2", "b3");
  }

  @Test
  void dropsAnIdThatTheNodeDoesNotKnow() {
    node.tells("bogus", "c1").has("b1", "c1").tells("b1", "c1");
    giveUp();
    node.tells("bogus", "c1");

    assertThat(node.garbage).containsExactly("it does not have block bogus");
    assertThat(node.replaced).isEmpty();
    assertThat(node.uncounted()).extracting(BlockTransactions::hash).containsExactly("b1");
  }

  @Test
  void remembersABoundedNumberOfIds() {
    node.down = "refused";
    for (int i = 0; i < BlockIds.WAITING_MAX + 10; i++) {
      node.tells("b" + i, "c");
    }

    assertThat(node.garbage).hasSize(10).containsOnly("more blocks than it can be asked for");
  }

  @Test
  void survivesDamagedMessagesAndAnswers() {
    RandomJson random = new RandomJson(29);
    List<String> valid =
        List.of(
            "{\"height\":3,\"asset_id\":\"a\",\"transaction_id\":\"c1\"}",
            "{\"height\":3,\"hash\":\"h\",\"transaction_ids\":[\"c1\"]}",
            "{\"block_id\":\"b1\",\"asset_id\":\"a\",\"tx_id\":\"c1\"}");
    node.has(3, "c1", "t2").has("b1", "c1");
    List<String> answers = List.copyOf(node.rest.values());
    for (int i = 0; i < 3_000; i++) {
      node.rest.put("blocks/3", damaged(random, answers));
      node.rest.put("blocks/b1", damaged(random, answers));
      node.dialogue.received(Buffer.buffer(random.damaged(random.pick(valid))));
      node.dialogue.probe();
      node.dialogue.fetch(3, 3);
      node.pass(Asking.AGAIN_MS);
      if (i % 100 == 0) {
        node.loseConnection();
        node.dialogue.opened();
      }
    }

    assertThat(node.garbage).isNotEmpty();
    assertThat(node.heights()).doesNotHaveDuplicates();
  }

  private static String damaged(RandomJson random, List<String> answers) {
    return new String(random.damaged(random.pick(answers)), StandardCharsets.UTF_8);
  }

  private void giveUp() {
    for (int i = 0; i < Asking.FAILURES_MAX; i++) {
      node.pass(Asking.AGAIN_MS);
    }
  }
}
