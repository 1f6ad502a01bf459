package io.blockrelay.protocol.bigchaindb;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.BlockTransactions;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.TransactionSummary;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BigchainUpstreamTest {
  private final FakeNode node = FakeNode.attached();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"txid\":\"c1\",\"assetid\":\"a\",\"blockid\":\"7\"}",
        "{\"block_id\":\"7\",\"asset_id\":\"a\",\"tx_id\":\"c1\"}",
        "{\"block_id\":\"7\",\"asset_id\":\"a\",\"transaction_id\":\"c1\"}",
        "{\"height\": 7, \"asset_id\": \"a\", \"transaction_id\": \"c1\"}",
        "{\"height\": 7, \"asset_ids\": [\"a\"], \"transaction_id\": \"c1\"}",
        "{\"height\": 7, \"hash\": \"h\", \"transaction_ids\": [\"c1\", \"t2\"]}",
      })
  void announcesTheWholeBlockAtItsFirstMessage(String message) {
    node.has(7, "c1", "t2");

    node.says(message).says(message);

    Block block = node.blocks.get(0);
    assertThat(node.heights()).containsExactly(7L);
    assertThat(block.hash()).isEqualTo("7");
    assertThat(block.parent()).isEqualTo("6");
    assertThat(block.receivedMs()).isEqualTo(node.nowMs());
    assertThat(node.transactions(0))
        .containsExactly(new TransactionSummary("c1"), new TransactionSummary("t2", "a-t2"));
    assertThat(node.asked).containsExactly("blocks/7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "7",
        "{\"height\":7}",
        "{\"transaction_id\":\"c1\"}",
        "{\"height\":-7,\"transaction_id\":\"c1\"}",
        "{\"height\":7.5,\"transaction_id\":\"c1\"}",
        "{\"height\":{},\"transaction_id\":\"c1\"}",
        "{\"height\":1e3,\"transaction_id\":\"c1\"}",
        "{\"height\":9999999999999999999,\"transaction_id\":\"c1\"}",
        "{\"height\":7,\"transaction_id\":1}",
        "{\"height\":7,\"transaction_id\":\"c1\"} 7",
        "{\"block_id\":\"../7\",\"tx_id\":\"c1\"}",
        "{\"block_id\":\"\",\"tx_id\":\"c1\"}",
        "{\"height\":7,\"hash\":\"h\",\"transaction_ids\":\"c1\"}",
      })
  void callsGarbageWhatMakesNoSense(String message) {
    node.says(message);

    assertThat(node.garbage).hasSize(1);
    assertThat(node.asked).isEmpty();
    assertThat(node.alive).isZero();
  }

  @Test
  void readsTheTransactionsOfWhichPlanetmintTellsOnlyTheIds() {
    node.rest.put(
        "blocks/7", "{\"app_hash\":\"\",\"height\":7,\"transactions\":[\"p1\",\"p2\",\"p3\"]}");
    node.rest.put("transactions/p1", planetmint("p1", "CREATE", "[{\"data\":\"cid\"}]"));
    node.rest.put(
        "transactions/p2", planetmint("p2", "TRANSFER", "[{\"id\":\"a\"},{\"id\":\"b\"}]"));
    node.rest.put("transactions/p3", planetmint("p3", "TRANSFER", "[]"));

    node.tells(7, "p1");

    assertThat(node.transactions(0))
        .containsExactly(
            new TransactionSummary("p1"),
            new TransactionSummary("p2", "a"),
            new TransactionSummary("p3"));
  }

  @Test
  void givesBlocksOfThePastInOrder() {
    for (int height = 1; height <= 30; height++) {
      node.has(height, "c" + height);
    }

    Future<List<Block>> run = node.dialogue.fetch(3, 29);

    assertThat(run.result()).extracting(Block::height).first().isEqualTo(3L);
    assertThat(run.result())
        .hasSize(27)
        .isSortedAccordingTo((a, b) -> Long.compare(a.height(), b.height()));
    assertThat(node.dialogue.fetch("5").result().height()).isEqualTo(5);
    assertThat(node.blocks).isEmpty();
  }

  @Test
  void asksForABoundedNumberOfBlocksAtATime() {
    for (int height = 1; height <= 30; height++) {
      node.has(height, "c" + height);
    }
    node.holds = true;

    Future<List<Block>> run = node.dialogue.fetch(1, 30);

    assertThat(node.asked).hasSize(SomeAtATime.IN_FLIGHT_MAX);
    node.release();
    assertThat(node.asked).hasSize(2 * SomeAtATime.IN_FLIGHT_MAX);
    node.release();
    node.release();
    node.release();
    assertThat(run.result()).hasSize(30);
  }

  @Test
  void saysWhatTheNodeDoesNotHave() {
    node.has(1, "c1");

    assertThat(node.dialogue.fetch(1, 2).cause()).isInstanceOf(NotFoundException.class);
    assertThat(node.dialogue.fetch("2").cause()).isInstanceOf(NotFoundException.class);
    assertThat(node.dialogue.fetch("0x12").cause()).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aTransactionThatIsLateDoesNotMakeTheBlockUnknown() {
    node.rest.put("blocks/7", "{\"height\":7,\"transactions\":[\"p1\"]}");

    assertThat(node.dialogue.fetch("7").cause()).isNotInstanceOf(NotFoundException.class);
  }

  @Test
  void summarisesABlock() {
    Block block = node.has(7, "c1", "t2").dialogue.fetch("7").result();

    Block complete = node.dialogue.complete(block, Set.of(Summaries.BLOCK)).result();

    assertThat(complete.parts().get(1).payload())
        .hasToString(
            "{\"type\":\"new_block\",\"block\":{\"number\":7,\"hash\":\"7\",\"parentHash\":\"6\","
                + "\"transactionCount\":2}}");
    assertThat(node.dialogue.complete(complete, Set.of(Summaries.BLOCK)).result())
        .isEqualTo(complete);
  }

  @Test
  void doesNotBelieveAtOnceThatABlockIsEmpty() {
    node.holds = true;
    node.rest.put("blocks/7", "{\"height\":7,\"transactions\":[]}");
    node.tells(7, "c1");
    node.release();
    node.has(7, "c1");
    node.release();

    assertThat(node.transactions(0)).containsExactly(new TransactionSummary("c1"));
  }

  @Test
  void sendsPingsWhileTheConnectionStands() {
    node.pass(UpstreamPing.INTERVAL_MS);
    node.pass(UpstreamPing.INTERVAL_MS);
    node.says("pong");
    node.loseConnection();
    node.pass(UpstreamPing.INTERVAL_MS);

    assertThat(node.sent).containsExactly("ping", "ping");
    assertThat(node.alive).isEqualTo(1);
    assertThat(node.garbage).isEmpty();
  }

  @Test
  void passesOnWhatTheNodeAnswers() {
    node.has(7, "c1").rest.put("transactions/c1", "{ }");

    assertThat(read("blocks/7"))
        .isEqualTo(new Answer(false, Buffer.buffer(node.rest.get("blocks/7"))));
    assertThat(read("transactions/c1")).isEqualTo(new Answer(false, Buffer.buffer("{ }")));
    assertThat(read("blocks/8").refused()).isTrue();
    assertThat(read("blocks/latest").refused()).isTrue();
    node.tells(7, "c1");
    assertThat(read("blocks/latest").json()).hasToString(node.rest.get("blocks/7"));
  }

  @Test
  void announcesABlockWithoutAHeightAsOneEvent() {
    node.has("b1", "c1", "t2").has("b2", "c3");
    node.tells("b1", "c1").tells("b1", "t2").tells("b2", "c3");

    assertThat(node.blocks).isEmpty();
    assertThat(node.uncounted())
        .containsExactly(
            new BlockTransactions(
                1,
                "b1",
                "",
                List.of(new TransactionSummary("c1"), new TransactionSummary("t2", "a-t2"))),
            new BlockTransactions(2, "b2", "b1", List.of(new TransactionSummary("c3"))));
  }

  private Answer read(String request) {
    return node.dialogue.read(Buffer.buffer(request)).result();
  }

  private static String planetmint(String id, String operation, String assets) {
    return "{\"assets\":%s,\"id\":\"%s\",\"inputs\":[],\"operation\":\"%s\",\"version\":\"3.0\"}"
        .formatted(assets, id, operation);
  }
}
