package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.jsonrpc.NodeCalls;
import io.blockrelay.protocol.jsonrpc.NodeMessage;
import io.blockrelay.protocol.jsonrpc.RandomJson;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EthUpstreamTest {
  @Test
  void announcesTheNodesOwnBytes() throws IOException {
    FakeEthNode node = FakeEthNode.attached();
    String header = GethMessagesTest.result("new-head").toString();

    node.notify("0xaa", header);

    Block block = node.blocks.get(0);
    assertThat(block.height()).isEqualTo(3);
    assertThat(block.hash()).startsWith("0x7669560f");
    assertThat(block.parent()).startsWith("0xe106ebfb");
    assertThat(block.receivedMs()).isEqualTo(node.nowMs);
    assertThat(block.parts()).hasSize(1);
    assertThat(block.parts().get(0).kind()).isEqualTo(EthKinds.HEAD);
    assertThat(block.parts().get(0).payload()).hasToString(header);
  }

  @Test
  void leavesANodeThatRefusesNewHeads() {
    FakeEthNode node = new FakeEthNode();
    node.dialogue.opened();
    node.refuse("eth_subscribe", -32601, "notifications not supported");

    assertThat(node.replaced).containsExactly("newHeads: notifications not supported");
    assertThat(node.alive).isZero();
  }

  @Test
  void leavesANodeThatDoesNotAnswerTheSubscription() {
    FakeEthNode node = new FakeEthNode();
    node.dialogue.opened();
    node.pass(NodeCalls.TIMEOUT_MS);

    assertThat(node.replaced).hasSize(1);
  }

  @Test
  void replacesNoConnectionThatIsGone() {
    FakeEthNode node = new FakeEthNode();
    node.dialogue.opened();
    node.loseConnection();

    assertThat(node.replaced).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"parse error\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":1}",
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":1}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":1}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"0xaa\",\"result\":{}}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"0xaa\",\"result\":null}}",
      })
  void callsGarbageWhatMakesNoSense(String message) {
    FakeEthNode node = FakeEthNode.attached();

    node.receive(message);

    assertThat(node.garbage).hasSize(1);
    assertThat(node.blocks).isEmpty();
  }

  @Test
  void ignoresEventsOfSubscriptionsThatItDoesNotHave() {
    FakeEthNode node = FakeEthNode.attached();

    node.notify("0xcc", "false");

    assertThat(node.garbage).isEmpty();
    assertThat(node.events).isEmpty();
  }

  @Test
  void ignoresSubscriptionsOfAConnectionThatIsGone() {
    FakeEthNode node = FakeEthNode.attached();
    node.loseConnection();
    node.dialogue.opened();

    node.notify("0xaa", EthChain.header(7));

    assertThat(node.blocks).isEmpty();
  }

  @Test
  void survivesDamagedMessages() throws IOException {
    RandomJson random = new RandomJson(17);
    List<String> messages = new ArrayList<>();
    for (String name : List.of("new-head", "pending-full", "receipts", "block", "get-logs")) {
      messages.add(renamed(GethAnswers.message(name)));
    }
    FakeEthNode node = FakeEthNode.attached();
    node.dialogue.want(EthKinds.STREAMS_ON_DEMAND);
    node.answer("eth_subscribe", "\"0xaa\"");
    for (int i = 0; i < 10_000; i++) {
      node.dialogue.probe();
      node.dialogue.fetch(EthChain.hash('a', 1));
      node.dialogue.received(Buffer.buffer(random.damaged(random.pick(messages))));
      node.receive("{\"id\":" + (i % 500) + ",\"result\":" + random.value(3) + "}");
      if (i % 1_000 == 0) {
        node.loseConnection();
        node.dialogue.opened();
        node.answer("eth_subscribe", "\"0xaa\"");
      }
    }

    assertThat(node.garbage).isNotEmpty();
    assertThat(node.blocks).isNotEmpty();
  }

  /** The same for the subscription 0xaa. */
  private static String renamed(String message) throws IOException {
    return NodeMessage.read(Buffer.buffer(message)) instanceof NodeMessage.Event event
        ? message.replace(event.subscription(), "0xaa")
        : message;
  }
}
