package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.bus.BusNode;
import io.blockrelay.bus.EventInbox;
import io.blockrelay.history.History;
import io.blockrelay.history.HistoryConfig;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayQueueTest {
  private static final ChainId CHAIN = new ChainId("test");

  private final Vertx vertx = Vertx.vertx();
  private ReplayQueue queue;

  @BeforeEach
  void make() {
    History history = new History(new HistoryConfig(100, 1 << 20, 100));
    TransactionChain protocol = new TransactionChain(Set.of());
    BusNode node = new BusNode("node", () -> Set.of("node"));
    EventInbox inbox = new EventInbox(CHAIN, history, node, protocol::withdraw);
    ChainHub hub =
        new ChainHub(CHAIN, protocol, inbox, new ChainCounts(new ClientCounts(), ms -> {}));
    queue = new ReplayQueue(hub, new OldBlocks(vertx, hub), protocol.stream());
  }

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void leavesOutWhatTheClientHasSeenOfTheBlock() {
    queue.leaveOut("b2", 2);
    add(2, "b2", "b1", 3);
    add(3, "b3", "b2", 2);

    assertThat(ids()).containsExactly("b1:b2:3", "b2:b3:1", "b2:b3:2");
  }

  @Test
  void leavesNoMoreOutThanTheBlockHas() {
    queue.leaveOut("b2", 9);
    add(2, "b2", "b1", 3);
    add(3, "b3", "b2", 1);

    assertThat(ids()).containsExactly("b2:b3:1");
  }

  @Test
  void leavesNothingOutOfTheBlockThatTookItsPlace() {
    queue.leaveOut("b2", 2);
    add(2, "c2", "b1", 1);
    add(3, "c3", "c2", 1);

    assertThat(ids()).containsExactly("b1:c2:1", "c2:c3:1");
  }

  @Test
  void leavesItsMessagesOutOnce() {
    queue.leaveOut("b2", 1);
    add(2, "b2", "b1", 1);
    add(2, "c2", "b1", 1);
    add(2, "b2", "b1", 1);

    assertThat(ids()).containsExactly("b1:c2:1", "b1:b2:1");
  }

  @Test
  void waitsForTheNextBlockAndForNothingElse() {
    queue.leaveOut("b2", 1);
    assertThat(queue.waits()).isTrue();
    queue.add(
        List.of(
            ChainEvent.ofNoBlock(
                new Position(1, 1), 1, 0, new Part(new EventKind("x"), Buffer.buffer()))));
    assertThat(ids()).isEmpty();
    assertThat(queue.waits()).isTrue();

    add(2, "c2", "b1", 0);

    assertThat(ids()).isEmpty();
    assertThat(queue.waits()).isFalse();
  }

  @Test
  void takesBackWhatTheClientWasToldOfAndNothingElse() {
    List<Part> withdrawn = TransactionChain.block(2, "b2", "b1", 1).parts();
    ChainEvent back = new ChainEvent(Position.NONE, 1, "", "", 0, withdrawn, List.of());
    add(1, "b1", "", 1);
    queue.add(List.of(back));
    add(2, "b2", "b1", 1);
    queue.add(List.of(back));

    assertThat(ids()).containsExactly(":b1:1", "b1:b2:1", "b1:b2:1");
  }

  @Test
  void givesALargeBlockInPieces() {
    add(1, "b1", "", 20_000);
    add(2, "b2", "b1", 1);

    List<String> got = new ArrayList<>();
    int pieces = 0;
    while (!queue.isEmpty()) {
      assertThat(queue.lacksParts()).isFalse();
      List<Buffer> piece = queue.poll();
      got.addAll(ids(piece));
      pieces++;
      assertThat(piece.stream().mapToInt(Buffer::length).sum()).isLessThan(257 * 1024);
    }

    List<String> all = new ArrayList<>();
    for (int i = 1; i <= 20_000; i++) {
      all.add(":b1:" + i);
    }
    all.add("b1:b2:1");
    assertThat(got).isEqualTo(all);
    assertThat(pieces).isGreaterThan(1);
  }

  private void add(long height, String hash, String parent, int transactions) {
    queue.add(
        List.of(
            TransactionChain.block(height, hash, parent, transactions)
                .at(new Position(1, height), List.of())));
  }

  /** The ids of the events that come next. */
  private List<String> ids() {
    return ids(queue.poll());
  }

  private static List<String> ids(List<Buffer> messages) {
    List<String> ids = new ArrayList<>();
    for (Buffer message : messages) {
      ids.add(message.toString().lines().findFirst().orElse("").substring("id: ".length()));
    }
    return ids;
  }
}
