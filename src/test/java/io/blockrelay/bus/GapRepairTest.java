package io.blockrelay.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.history.LogPage;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapRepairTest {
  private final FakeNode node = new FakeNode("edge");

  @Test
  void deliversNothingBeforeItKnowsWhereItsLogPartsFromTheLeaders() {
    node.repair.received(List.of(Events.block(1, 1, 100)));

    assertThat(node.delivered()).isEmpty();
    assertThat(node.repair.needsPage()).isTrue();
  }

  @Test
  void deliversWhatItHeldBackOnceTheHoleIsFilled() {
    joinEmptyLog(1);

    node.repair.received(List.of(Events.block(1, 1, 100)));
    node.repair.received(List.of(Events.block(1, 3, 102)));
    assertThat(node.delivered()).containsExactly(100L);

    node.repair.page(new LogPage(1, new Position(1, 1), List.of(Events.block(1, 2, 101))));
    assertThat(node.delivered()).containsExactly(100L, 101L, 102L);
    assertThat(node.repair.needsPage()).isFalse();
  }

  @Test
  void noticesALostLastEventByTheLeadersAnnouncement() {
    joinEmptyLog(1);
    node.repair.received(List.of(Events.block(1, 1, 100)));

    node.repair.announced(new Position(1, 2));

    assertThat(node.repair.needsPage()).isTrue();
  }

  @Test
  void ignoresRepeatsAndLeadersOfThePast() {
    joinEmptyLog(2);
    node.repair.received(List.of(Events.block(2, 1, 100)));

    node.repair.received(List.of(Events.block(2, 1, 100)));
    node.repair.received(List.of(Events.block(1, 2, 101)));
    node.repair.announced(new Position(1, 7));

    assertThat(node.delivered()).containsExactly(100L);
    assertThat(node.repair.needsPage()).isFalse();
  }

  @Test
  void doesNotDeliverTwiceWhatANewLeaderPublishesAgain() {
    joinEmptyLog(1);
    node.repair.received(List.of(Events.block(1, 1, 100)));
    node.repair.received(List.of(Events.block(1, 2, 101)));
    node.repair.received(List.of(Events.block(1, 3, 102)));

    // The new leader has seen nothing after the first event.
    node.repair.received(List.of(Events.block(2, 2, 101)));
    node.repair.page(new LogPage(2, new Position(1, 1), List.of(Events.block(2, 2, 101))));
    node.repair.received(List.of(Events.block(2, 3, 102)));
    node.repair.received(List.of(Events.block(2, 4, 103)));

    assertThat(node.delivered()).containsExactly(100L, 101L, 102L, 103L);
    assertThat(node.history.head()).isEqualTo(new Position(2, 4));
  }

  @Test
  void deliversTheOtherBranchThatANewLeaderPublishes() {
    joinEmptyLog(1);
    node.repair.received(List.of(Events.block(1, 1, 100)));
    node.repair.received(List.of(Events.block(1, 2, 101)));

    node.repair.page(new LogPage(2, new Position(1, 1), List.of(Events.block(2, 2, 101, "b"))));
    node.repair.received(List.of(Events.block(2, 3, 101)));

    assertThat(node.delivered()).containsExactly(100L, 101L, 101L, 101L);
    assertThat(node.history.page(2, 3, new Position(1, 1), 10, 1000).events())
        .extracting(event -> event.position().offset())
        .containsExactly(2L, 3L);
  }

  @Test
  void takesBackWhatTheNewLeadersLogDoesNotHave() {
    joinEmptyLog(1);
    node.repair.received(
        List.of(Events.block(1, 1, 100), Events.block(1, 2, 101), Events.block(1, 3, 102)));

    node.repair.page(
        new LogPage(2, new Position(1, 1), List.of(block(2, 2, 101, "101b", "100", List.of()))));

    assertThat(told()).containsExactly("100", "101", "102", "-102", "-101", "101b");
    assertThat(node.history.page(2, 2, new Position(1, 1), 10, 1000).events())
        .extracting(ChainEvent::withdrawn)
        .containsExactly(List.of());
  }

  @Test
  void repeatsABlockThatItsOwnBranchHadReplaced() {
    joinEmptyLog(1);
    node.repair.received(List.of(Events.block(1, 1, 100), Events.block(1, 2, 101)));
    List<Part> withdrawn = Events.withdraw(List.of(Events.block(1, 2, 101).block()));
    node.repair.received(List.of(block(1, 3, 101, "101b", "100", withdrawn)));

    node.repair.page(new LogPage(2, new Position(1, 2), List.of(Events.block(2, 3, 102))));

    assertThat(told()).containsExactly("100", "101", "-101", "101b", "-101b", "101", "102");
    assertThat(node.history.findAfter("101b")).isEqualTo(node.history.findHeight(101));
  }

  @Test
  void keepsABlockThatTheLogJumpsOver() {
    joinEmptyLog(1);
    node.repair.received(List.of(Events.block(1, 1, 100), Events.block(1, 2, 101)));

    node.repair.page(new LogPage(2, new Position(1, 1), List.of(Events.block(2, 2, 102))));

    assertThat(told()).containsExactly("100", "101", "102");
  }

  @Test
  void isWhereItsLogIsWhenItTakesTheLead() {
    joinEmptyLog(1);
    node.repair.received(List.of(Events.block(1, 1, 100), Events.block(1, 2, 101)));
    ChainEvent ofNoBlock =
        ChainEvent.ofNoBlock(
            new Position(1, 3), 101, 0, new Part(Events.BLOCK, Buffer.buffer("pending")));
    node.repair.received(List.of(ofNoBlock));
    // The other log has the last one of these only.
    node.repair.page(
        new LogPage(2, new Position(1, 1), List.of(ofNoBlock.at(new Position(2, 2), List.of()))));

    node.repair.lead(3, 0);

    assertThat(told()).containsExactly("100", "101", "", "-101");
    assertThat(node.history.tipHeight()).isEqualTo(100);
    assertThat(node.repair.head()).isEqualTo(new Position(2, 2));
  }

  @Test
  void goesOnBehindAHoleThatNobodyCanFillAndCountsIt() {
    joinEmptyLog(1);
    node.repair.received(List.of(Events.block(1, 1, 100)));

    node.repair.page(new LogPage(1, new Position(1, 1), List.of(Events.block(1, 5, 104))));

    assertThat(node.delivered()).containsExactly(100L, 104L);
    assertThat(node.repair.lost()).isEqualTo(3);
  }

  @Test
  void joinsAnOldLogWithoutCallingItsPastLost() {
    node.repair.announced(new Position(3, 5_000));
    node.repair.page(new LogPage(3, Position.NONE, List.of(Events.block(3, 5_000, 100))));

    assertThat(node.delivered()).containsExactly(100L);
    assertThat(node.repair.lost()).isZero();
  }

  private static ChainEvent block(
      long epoch, long offset, long height, String hash, String parent, List<Part> withdrawn) {
    return new ChainEvent(
        new Position(epoch, offset), height, hash, parent, 0, withdrawn, Events.parts(hash));
  }

  /** The hashes of blocks, with a minus where they are taken back. */
  private List<String> told() {
    List<String> told = new ArrayList<>();
    for (ChainEvent event : node.out) {
      event.withdrawn().forEach(part -> told.add("-" + part.payload()));
      if (event.withdrawn().isEmpty() || event.ofBlock()) {
        told.add(event.hash());
      }
    }
    return told;
  }

  private void joinEmptyLog(long epoch) {
    node.repair.announced(new Position(epoch, 0));
    node.repair.page(new LogPage(epoch, Position.NONE, List.of()));
  }
}
