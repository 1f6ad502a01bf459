package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.jsonrpc.NodeCalls;
import io.blockrelay.protocol.jsonrpc.RandomJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CometUpstreamTest {
  @Test
  void announcesThePresentBlockOnceItIsFollowing() {
    FakeCometNode node = FakeCometNode.attached("0.38.17");
    node.answerBlocks(5, 5);

    assertThat(node.sent)
        .containsExactly(
            "{\"method\":\"subscribe\",\"params\":[\"tm.event = 'NewBlockHeader'\"]}",
            "{\"method\":\"status\",\"params\":[]}",
            "{\"method\":\"blockchain\",\"params\":[\"5\",\"5\"]}");
    Block block = node.blocks.get(0);
    assertThat(block.height()).isEqualTo(5);
    assertThat(block.hash()).isEqualTo(FakeCometNode.hash(5));
    assertThat(block.parent()).isEqualTo(FakeCometNode.hash(4));
    assertThat(block.receivedMs()).isEqualTo(node.nowMs);
    assertThat(block.parts()).extracting(Part::kind).containsExactly(CometKinds.NEW_BLOCK_HEADER);
    assertThat(CometItems.of(block.parts().get(0)).get(0).payload())
        .hasToString(
            "\"data\":{\"type\":\"tendermint/event/NewBlockHeader\",\"value\":{\"header\":"
                + FakeCometNode.header(5)
                + "}},\"events\":{\"tm.event\":[\"NewBlockHeader\"]}");
  }

  @Test
  void announcesBlocksInOrderWithThoseOfWhichItWasNotTold() {
    FakeCometNode node = FakeCometNode.attached();
    node.ring(node.subscription, 6);
    node.ring(node.subscription, 7);
    node.ring(node.subscription, 9);
    node.answerBlocks(6, 6);
    node.answerBlocks(7, 9);
    node.ring(node.subscription, 9);

    assertThat(node.heights()).containsExactly(6L, 7L, 8L, 9L);
    assertThat(node.sent).hasSize(2);
  }

  @Test
  void startsWithWhatItWasToldOfBeforeTheVersion() {
    FakeCometNode node = new FakeCometNode();
    node.dialogue.opened();
    node.confirm();
    node.ring(node.subscription, 6);
    node.answer("status", FakeCometNode.status("1.0.1", 5));
    node.answerBlocks(6, 6);

    assertThat(node.heights()).containsExactly(6L);
  }

  @Test
  void leavesOlderBlocksToThoseWhoMissThem() {
    FakeCometNode node = FakeCometNode.attached();
    node.ring(node.subscription, 1_000);

    assertThat(node.sent).containsExactly(blockchain(981, 1_000));
  }

  @Test
  void asksAgainForABlockThatTheNodeWasNotReadyWith() {
    FakeCometNode node = FakeCometNode.attached();
    node.ring(node.subscription, 6);
    node.refuse("blockchain", "min height 6 can't be greater than max height 5");
    node.pass(CometHeads.AGAIN_MS);
    node.answerBlocks(6, 6);

    assertThat(node.heights()).containsExactly(6L);
  }

  @Test
  void leavesANodeThatHasNoBlocks() {
    FakeCometNode node = FakeCometNode.attached();
    node.ring(node.subscription, 6);
    for (int i = 0; i < CometHeads.FAILURES_MAX; i++) {
      node.refuse("blockchain", "no");
      node.pass(CometHeads.AGAIN_MS);
    }

    assertThat(node.replaced).containsExactly("blocks: no");
    assertThat(node.open).isEmpty();
  }

  @Test
  void leavesANodeThatCannotBeFollowed() {
    FakeCometNode full = new FakeCometNode();
    full.dialogue.opened();
    full.refuse("subscribe", "max_subscription_clients 100 reached");
    FakeCometNode silent = new FakeCometNode();
    silent.dialogue.opened();
    silent.confirm();
    silent.pass(NodeCalls.TIMEOUT_MS);

    assertThat(full.replaced)
        .containsExactly("NewBlockHeader: max_subscription_clients 100 reached");
    assertThat(silent.replaced).hasSize(1);
  }

  @Test
  void renewsASubscriptionThatTheNodeCancels() {
    FakeCometNode node = FakeCometNode.attached();
    String cancelled = node.subscription;
    node.cancel(cancelled);
    node.refuse("subscribe", "already subscribed");
    node.answer("unsubscribe", "{}");
    node.confirm();
    node.answer("status", FakeCometNode.status("0.38.17", 6));
    node.answerBlocks(6, 6);
    node.ring(node.subscription, 7);
    node.answerBlocks(7, 7);
    node.ring(cancelled, 8);

    assertThat(node.heights()).containsExactly(6L, 7L);
    assertThat(node.replaced).isEmpty();
    assertThat(node.garbage).isEmpty();
  }

  @Test
  void renewsASubscriptionThatHasFallenSilent() {
    FakeCometNode node = FakeCometNode.attached();
    for (int height = 6; height <= 7; height++) {
      node.dialogue.probe();
      node.dialogue.probe();
      node.answer("status", FakeCometNode.status("0.38.17", height));
      node.answerBlocks(height, height);
    }

    assertThat(node.heights()).containsExactly(6L, 7L);
    assertThat(node.sent.get(4)).startsWith("{\"method\":\"subscribe\"");
  }

  @Test
  void startsAfreshWithANewConnection() {
    FakeCometNode node = FakeCometNode.attached();
    String old = node.subscription;
    node.ring(old, 6);
    node.loseConnection();
    node.dialogue.opened();
    node.reply(old, "\"result\":{}");
    node.confirm();
    node.answer("status", FakeCometNode.status("0.38.17", 5));
    node.answerBlocks(5, 5);

    assertThat(node.heights()).containsExactly(5L);
    assertThat(node.replaced).isEmpty();
  }

  @Test
  void asksTheNodeWhatClientsAskBesideTheConnectionThatBringsTheBlocks() {
    FakeCometNode node = FakeCometNode.attached();
    node.http = body -> Future.succeededFuture(Buffer.buffer("{\"id\":1,\"result\":[ ]}"));
    Future<Answer> overHttp = node.dialogue.read(Buffer.buffer("{\"method\":\"health\"}"));

    assertThat(overHttp.result()).isEqualTo(new Answer(false, Buffer.buffer("[ ]")));
    assertThat(node.sent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,\"message\":\"Parse error\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[]}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"subscription\":\"1\",\"result\":1}}",
        "{\"id\":1,\"result\":{\"data\":{\"type\":\"t\",\"value\":{}},\"events\":{}}}",
      })
  void callsGarbageWhatMakesNoSense(String message) {
    FakeCometNode node = FakeCometNode.attached();
    node.receive(message);

    assertThat(node.garbage).hasSize(1);
    assertThat(node.sent).isEmpty();
  }

  @Test
  void survivesDamagedMessages() throws IOException {
    RandomJson random = new RandomJson(23);
    List<String> messages = new ArrayList<>();
    for (String version : RecordedBlocks.VERSIONS) {
      messages.addAll(new RecordedBlocks(version).messages());
    }
    FakeCometNode node = FakeCometNode.attached();
    Block block = fetched(node, 5);
    node.dialogue.want(CometKinds.STREAMS_ON_DEMAND);
    for (int i = 0; i < 10_000; i++) {
      node.dialogue.probe();
      node.dialogue.complete(block, CometKinds.PARTS_ON_DEMAND);
      node.dialogue.fetch(3, 30);
      String message = random.pick(messages).replaceFirst("\"id\":\\d+", "\"id\":" + (i % 300));
      node.dialogue.received(Buffer.buffer(random.damaged(message)));
      node.receive("{\"id\":" + (i % 500) + ",\"result\":" + random.value(3) + "}");
      node.open.clear();
      if (i % 1_000 == 0) {
        node.loseConnection();
        node.dialogue.opened();
        node.confirm();
      }
    }

    assertThat(node.garbage).isNotEmpty();
  }

  private static Block fetched(FakeCometNode node, int height) {
    Future<List<Block>> run = node.dialogue.fetch(height, height);
    node.answerBlocks(height, height);
    return run.result().get(0);
  }

  private static String blockchain(int from, int to) {
    return "{\"method\":\"blockchain\",\"params\":[\"" + from + "\",\"" + to + "\"]}";
  }
}
