package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.jsonrpc.NodeCalls;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeHeadsTest {
  @Test
  void announcesThePresentHeadOfANewConnection() {
    FakeEthNode node = new FakeEthNode();
    node.dialogue.opened();
    assertThat(node.sent)
        .containsExactly("{\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}");

    node.answer("eth_subscribe", "\"0xaa\"");
    node.answer("eth_getBlockByNumber", EthChain.header(7));

    assertThat(node.blocks).extracting(Block::hash).containsExactly(EthChain.hash('a', 7));
  }

  @Test
  void announcesAHeadOnceWhereverItCameFromFirst() {
    FakeEthNode node = new FakeEthNode();
    node.dialogue.opened();
    node.answer("eth_subscribe", "\"0xaa\"");
    node.notify("0xaa", EthChain.header(7));
    node.answer("eth_getBlockByNumber", EthChain.header(7));
    node.notify("0xaa", EthChain.header(7));

    assertThat(node.blocks).hasSize(1);
    assertThat(node.garbage).isEmpty();
  }

  @Test
  void takesALatePresentHeadForNoRollback() {
    FakeEthNode node = new FakeEthNode();
    node.dialogue.opened();
    node.answer("eth_subscribe", "\"0xaa\"");
    node.notify("0xaa", EthChain.header(8));
    node.answer("eth_getBlockByNumber", EthChain.header(7));

    assertThat(node.blocks).extracting(Block::height).containsExactly(8L);
  }

  @Test
  void announcesBranchesAsTheNodeDoes() {
    FakeEthNode node = FakeEthNode.attached();
    node.notify("0xaa", EthChain.header(8));
    node.notify("0xaa", EthChain.header('b', 8, EthChain.BLOOM));
    node.notify("0xaa", EthChain.header('b', 7, EthChain.BLOOM));
    node.notify("0xaa", EthChain.header(8));

    assertThat(node.blocks).extracting(Block::height).containsExactly(8L, 8L, 7L, 8L);
  }

  @Test
  void asksForTheHeadThatTheSubscriptionDidNotBring() {
    FakeEthNode node = FakeEthNode.attached();
    node.notify("0xaa", EthChain.header(7));

    node.dialogue.probe();
    node.dialogue.probe();
    node.answer("eth_blockNumber", "\"0x9\"");
    assertThat(node.sent)
        .containsExactly(
            "{\"method\":\"eth_blockNumber\",\"params\":[]}",
            "{\"method\":\"eth_getBlockByNumber\",\"params\":[\"0x9\",false]}");
    node.answer("eth_getBlockByNumber", EthChain.header(9));

    assertThat(node.blocks).extracting(Block::height).containsExactly(7L, 9L);
  }

  @Test
  void leavesItAtASignOfLifeWhenNothingIsMissing() {
    FakeEthNode node = FakeEthNode.attached();
    node.notify("0xaa", EthChain.header(7));
    int alive = node.alive;

    node.dialogue.probe();
    node.answer("eth_blockNumber", "\"0x7\"");

    assertThat(node.alive).isGreaterThan(alive);
    assertThat(node.open).isEmpty();
  }

  @Test
  void probesAgainAfterAnyEnd() {
    FakeEthNode node = FakeEthNode.attached();
    node.dialogue.probe();
    node.refuse("eth_blockNumber", -32000, "busy");
    node.dialogue.probe();
    node.pass(NodeCalls.TIMEOUT_MS);
    node.take("eth_blockNumber");
    node.dialogue.probe();
    node.answer("eth_blockNumber", "7");
    node.dialogue.probe();

    assertThat(node.sent).hasSize(4);
    assertThat(node.garbage).hasSize(1);
  }

  @Test
  void noticesThatHeadsCeasedWhileOtherEventsGoOn() {
    FakeEthNode node = FakeEthNode.attached();
    node.dialogue.want(Set.of(EthKinds.SYNCING));
    node.answer("eth_subscribe", "\"0xbb\"");
    node.notify("0xaa", EthChain.header(7));
    node.nowMs += 15_000;
    node.notify("0xbb", "false");
    assertThat(node.open).isEmpty();

    node.nowMs += 1;
    node.notify("0xbb", "false");
    node.notify("0xbb", "false");

    assertThat(node.open).hasSize(1);
    node.answer("eth_blockNumber", "\"0x8\"");
    node.answer("eth_getBlockByNumber", EthChain.header(8));
    assertThat(node.blocks).extracting(Block::height).containsExactly(7L, 8L);
  }
}
