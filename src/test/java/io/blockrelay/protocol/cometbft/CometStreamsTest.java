package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Refusal;
import io.vertx.core.Future;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CometStreamsTest {
  private static final EventKind VOTE = new EventKind("comet.Vote");
  private static final EventKind LOCK = new EventKind("comet.Lock");
  private final FakeCometNode node = FakeCometNode.attached();

  @Test
  void bringsWhatIsWanted() {
    Future<Void> brought = node.dialogue.want(Set.of(VOTE));
    assertThat(brought.isComplete()).isFalse();
    node.confirm();
    node.tell(node.subscription, "Vote");
    node.tell(node.subscription, "NewBlock");

    assertThat(brought.succeeded()).isTrue();
    assertThat(node.sent).containsExactly(call("subscribe", "tm.event = 'Vote'"));
    assertThat(node.events).hasSize(1);
    assertThat(node.events.get(0).kind()).isEqualTo(VOTE);
    assertThat(CometItems.of(node.events.get(0)).get(0).payload())
        .hasToString("\"data\":{\"type\":\"t\",\"value\":{}},\"events\":{\"tm.event\":[\"Vote\"]}");
  }

  @Test
  void endsWhatNobodyWants() {
    node.dialogue.want(Set.of(VOTE));
    Future<Void> ended = node.dialogue.want(Set.of());
    node.confirm();
    node.answer("unsubscribe", "{}");
    node.tell(node.subscription, "Vote");

    assertThat(ended.succeeded()).isTrue();
    assertThat(node.events).isEmpty();
    assertThat(node.garbage).isEmpty();
  }

  @Test
  void bringsEverythingThroughOneSubscriptionWhereTheNodeHasNotEnoughOfThem() {
    node.dialogue.want(Set.of(VOTE));
    node.confirm();
    Future<Void> all = node.dialogue.want(CometKinds.STREAMS_ON_DEMAND);
    node.answer("unsubscribe", "{}");
    node.confirm();
    node.tell(node.subscription, "Lock");
    node.tell(node.subscription, "NewBlock");
    node.tell(node.subscription, "Vote");

    assertThat(all.succeeded()).isTrue();
    assertThat(node.sent).last().isEqualTo(call("subscribe", "tm.event EXISTS"));
    assertThat(node.events).extracting(part -> part.kind()).containsExactly(LOCK, VOTE);
  }

  @Test
  void renewsWhatTheNodeCancels() {
    node.dialogue.want(Set.of(VOTE));
    node.confirm();
    node.cancel(node.subscription);
    node.pass(CometStreams.AGAIN_MS);
    node.refuse("subscribe", "already subscribed");
    node.answer("unsubscribe", "{}");
    node.confirm();
    node.tell(node.subscription, "Vote");

    assertThat(node.events).hasSize(1);
    assertThat(node.replaced).isEmpty();
  }

  @Test
  void comesBackWithANewConnection() {
    node.dialogue.want(Set.of(VOTE));
    node.confirm();
    node.loseConnection();
    node.dialogue.opened();
    node.confirm();
    node.answer("status", FakeCometNode.status("0.38.17", 5));
    node.refuse("subscribe", "max_subscriptions_per_client 1 reached");
    node.pass(CometStreams.AGAIN_MS);
    node.confirm();
    node.tell(node.subscription, "Vote");

    assertThat(node.events).hasSize(1);
  }

  @Test
  void saysWhatCannotBeHad() {
    Future<Void> full = node.dialogue.want(Set.of(VOTE));
    node.refuse("subscribe", "max_subscriptions_per_client 1 reached");
    node.loseConnection();
    Future<Void> detached = node.dialogue.want(Set.of(LOCK));

    assertThat(full.cause()).isInstanceOf(Refusal.class).hasMessageContaining("reached");
    assertThat(detached.cause()).isInstanceOf(Refusal.class);
  }

  @Test
  void asksForBlocksWhoseSubscriptionIsSilentWhileOthersAreNot() {
    node.dialogue.want(Set.of(VOTE));
    node.confirm();
    node.nowMs += 16_000;
    node.tell(node.subscription, "Vote");
    node.answer("status", FakeCometNode.status("0.38.17", 6));
    node.answerBlocks(6, 6);

    assertThat(node.heights()).containsExactly(6L);
  }

  private static String call(String method, String query) {
    return "{\"method\":\"" + method + "\",\"params\":[\"" + query + "\"]}";
  }
}
