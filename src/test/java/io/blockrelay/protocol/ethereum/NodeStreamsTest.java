package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Refusal;
import io.vertx.core.Future;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeStreamsTest {
  private static final String FULL =
      "{\"method\":\"eth_subscribe\",\"params\":[\"newPendingTransactions\",true]}";
  private static final String HASHES =
      "{\"method\":\"eth_subscribe\",\"params\":[\"newPendingTransactions\"]}";
  private static final String SYNCING = "{\"method\":\"eth_subscribe\",\"params\":[\"syncing\"]}";

  private final FakeEthNode node = FakeEthNode.attached();

  @Test
  void subscribesToWhatIsWantedAndNoLonger() {
    Future<Void> brought = want(EthKinds.PENDING_HASH, EthKinds.SYNCING);
    assertThat(node.sent).containsExactlyInAnyOrder(HASHES, SYNCING);
    assertThat(brought.isComplete()).isFalse();
    node.answer("eth_subscribe", "\"0xb1\"");
    node.answer("eth_subscribe", "\"0xb2\"");
    assertThat(brought.succeeded()).isTrue();

    node.sent.clear();
    Future<Void> ended = want();
    assertThat(node.sent)
        .containsExactlyInAnyOrder(
            "{\"method\":\"eth_unsubscribe\",\"params\":[\"0xb1\"]}",
            "{\"method\":\"eth_unsubscribe\",\"params\":[\"0xb2\"]}");
    node.answer("eth_unsubscribe", "true");
    node.refuse("eth_unsubscribe", -32000, "subscription not found");
    assertThat(ended.succeeded()).isTrue();
  }

  @Test
  void announcesHashesAndStates() {
    bring(EthKinds.PENDING_HASH, "0xb1");
    String hash = "\"" + EthChain.hash('c', 1) + "\"";
    node.notify("0xb1", hash);
    node.notify("0xb1", "\"0x1\"");
    node.notify("0xb1", "{}");

    assertThat(node.events).containsExactly("eth.pendingHash " + hash);
    assertThat(node.garbage).hasSize(2);
  }

  @Test
  void announcesSyncing() {
    bring(EthKinds.SYNCING, "0xb1");
    node.notify("0xb1", "false");
    node.notify("0xb1", "{\"syncing\":true,\"status\":{}}");
    node.notify("0xb1", "7");

    assertThat(node.events)
        .containsExactly("eth.syncing false", "eth.syncing {\"syncing\":true,\"status\":{}}");
    assertThat(node.garbage).hasSize(1);
  }

  @Test
  void announcesWholeTransactions() {
    bring(EthKinds.PENDING, "0xb1");
    assertThat(node.sent).containsExactly(FULL);
    node.notify("0xb1", EthChain.pendingTx(1));
    node.notify("0xb1", "{}");

    assertThat(node.events).containsExactly("eth.pending " + EthChain.pendingTx(1));
    assertThat(node.garbage).hasSize(1);
  }

  @Test
  void asksForTheTransactionsOfANodeThatBringsHashes() {
    bring(EthKinds.PENDING, "0xb1");
    node.sent.clear();
    for (int i = 1; i <= 4; i++) {
      node.notify("0xb1", "\"" + EthChain.hash('c', i) + "\"");
    }
    assertThat(node.sent)
        .hasSize(4)
        .contains(
            "{\"method\":\"eth_getTransactionByHash\",\"params\":[\""
                + EthChain.hash('c', 1)
                + "\"]}");
    node.answer("eth_getTransactionByHash", EthChain.tx(1, 'a', 7));
    node.answer("eth_getTransactionByHash", "null");
    node.answer("eth_getTransactionByHash", EthChain.pendingTx(1));
    node.answer("eth_getTransactionByHash", EthChain.pendingTx(4));

    assertThat(node.events)
        .containsExactly(
            "eth.pending " + EthChain.pendingTx(1), "eth.pending " + EthChain.pendingTx(4));
    assertThat(node.garbage).hasSize(1);
  }

  @Test
  void asksForFewTransactionsAtATime() {
    bring(EthKinds.PENDING, "0xb1");
    node.sent.clear();
    for (int i = 0; i < 5_000; i++) {
      node.notify("0xb1", "\"" + EthChain.hash('c', i) + "\"");
    }
    assertThat(node.sent).hasSize(32);
    while (!node.open.isEmpty()) {
      node.answer("eth_getTransactionByHash", "null");
    }
    assertThat(node.sent).hasSize(32 + PendingTransactions.WAITING_MAX);
  }

  @Test
  void fallsBackToHashesWhereWholeTransactionsAreRefused() {
    Future<Void> brought = want(EthKinds.PENDING);
    node.refuse("eth_subscribe", -32602, "too many arguments, want at most 1");
    assertThat(node.sent).containsExactly(FULL, HASHES);
    node.answer("eth_subscribe", "\"0xb1\"");

    assertThat(brought.succeeded()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"-32601,no such subscription", "-32602,unknown variant", "-32603,Not implemented"})
  void saysWhatTheNodeDoesNotOfferAndAsksOnceAConnection(int code, String message) {
    Future<Void> first = want(EthKinds.SYNCING);
    node.refuse("eth_subscribe", code, message);
    Future<Void> second = want(EthKinds.SYNCING);

    assertThat(reason(first)).isEqualTo(Refusal.Reason.UNSUPPORTED);
    assertThat(reason(second)).isEqualTo(Refusal.Reason.UNSUPPORTED);
    assertThat(node.sent).containsExactly(SYNCING);
    reconnect();
    assertThat(node.sent).containsExactly(SYNCING);
  }

  @Test
  void triesAgainWhatFailedForAnotherReason() {
    Future<Void> first = want(EthKinds.SYNCING);
    node.refuse("eth_subscribe", -32005, "too many requests");
    assertThat(reason(first)).isEqualTo(Refusal.Reason.UNAVAILABLE);

    Future<Void> second = want(EthKinds.SYNCING);
    node.answer("eth_subscribe", "7");
    assertThat(reason(second)).isEqualTo(Refusal.Reason.UNAVAILABLE);

    Future<Void> third = want(EthKinds.SYNCING);
    node.answer("eth_subscribe", "\"0xb1\"");
    assertThat(third.succeeded()).isTrue();
  }

  @Test
  void endsASubscriptionThatIsNotWantedAnyMoreWhenItBegins() {
    want(EthKinds.SYNCING);
    Future<Void> ended = want();
    assertThat(node.sent).containsExactly(SYNCING);
    node.answer("eth_subscribe", "\"0xb1\"");
    node.notify("0xb1", "false");
    node.answer("eth_unsubscribe", "true");

    assertThat(ended.succeeded()).isTrue();
    assertThat(node.events).isEmpty();
    assertThat(node.garbage).isEmpty();
  }

  @Test
  void subscribesAgainOnANewConnection() {
    bring(EthKinds.PENDING, "0xb1");
    reconnect();
    assertThat(node.sent).containsExactly(FULL);
    node.answer("eth_subscribe", "\"0xb2\"");
    node.notify("0xb1", EthChain.pendingTx(1));
    node.notify("0xb2", EthChain.pendingTx(2));

    assertThat(node.events).containsExactly("eth.pending " + EthChain.pendingTx(2));
  }

  @Test
  void goesOnTryingToSubscribeAgain() {
    bring(EthKinds.SYNCING, "0xb1");
    reconnect();
    node.refuse("eth_subscribe", -32000, "busy");
    node.pass(1_000);
    assertThat(node.sent).containsExactly(SYNCING, SYNCING);
    node.refuse("eth_subscribe", -32000, "busy");
    want();
    node.pass(1_000);

    assertThat(node.sent).hasSize(2);
  }

  @Test
  void bringsLaterWhatWasWantedWithoutAConnection() {
    node.loseConnection();
    assertThat(want(EthKinds.SYNCING).failed()).isTrue();
    node.dialogue.opened();
    node.sent.clear();
    node.answer("eth_subscribe", "\"0xaa\"");

    assertThat(node.sent).contains(SYNCING);
  }

  private void reconnect() {
    node.loseConnection();
    node.dialogue.opened();
    node.sent.clear();
    node.answer("eth_subscribe", "\"0xaa\"");
    node.answer("eth_getBlockByNumber", "null");
    node.sent.remove(0);
  }

  private void bring(EventKind kind, String subscription) {
    want(kind);
    node.answer("eth_subscribe", "\"" + subscription + "\"");
  }

  private Future<Void> want(EventKind... kinds) {
    return node.dialogue.want(Set.of(kinds));
  }

  private static Refusal.@Nullable Reason reason(Future<?> failed) {
    return failed.cause() instanceof Refusal refusal ? refusal.reason() : null;
  }
}
