package io.blockrelay.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.Await;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.vertx.core.buffer.Buffer;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final EventKind BLOCK = new EventKind("test.block");

  private final History history = new History(new HistoryConfig(100, 10_000, 0));
  private long offset;

  @Test
  void findsABlockByItsNumber() {
    append(10, 11, 12);

    assertThat(history.findHeight(11)).isEqualTo(new Found.At(2));
    assertThat(history.findHeight(9)).isEqualTo(new Found.Older());
    assertThat(history.findHeight(13)).isEqualTo(new Found.Ahead());
  }

  @Test
  void goesOnAfterABlock() {
    append(10, 11, 12);

    assertThat(history.findAfter("11")).isEqualTo(new Found.At(3));
    assertThat(history.findAfter("12")).isEqualTo(new Found.At(4));
    assertThat(history.findAfter("13")).isEqualTo(new Found.Unknown());
  }

  @Test
  void replaysOnlyWhatIsStillPartOfTheChain() {
    append(10, 11, 12);
    append(block(11, "b", "10"), block(12, "b", "11b"), block(13, "b", "12b"));

    assertThat(hashes(history.replay(1, 6, 6, 100))).containsExactly("10", "11b", "12b", "13b");
  }

  @Test
  void leavesNothingOutThatLeftTheChainAfterAReplayBegan() {
    append(10, 11, 12);
    append(block(12, "b", "11"));
    append(block(12, "", "11"), block(13, "", "12"));

    assertThat(hashes(history.replay(1, 6, 3, 100)))
        .containsExactly("10", "11", "12", "12b", "12", "13");
    assertThat(hashes(history.replay(1, 6, 4, 100))).containsExactly("10", "11", "12b", "12", "13");
    assertThat(hashes(history.replay(1, 6, 6, 100))).containsExactly("10", "11", "12", "13");
  }

  @Test
  void goesOnFromTheForkPointAfterABlockThatWasReorganisedAway() {
    append(10, 11, 12);
    append(block(11, "b", "10"), block(12, "b", "11b"));

    assertThat(history.findAfter("12")).isEqualTo(new Found.At(4));
    assertThat(history.findAfter("11")).isEqualTo(new Found.At(4));
    assertThat(hashes(history.replay(4, 5, 5, 100))).containsExactly("11b", "12b");
  }

  @Test
  void goesOnBehindTheForkPointAlsoAfterTheChainChangedTwice() {
    append(10, 11, 12);
    append(block(11, "b", "10"), block(12, "b", "11b"));
    append(block(12, "c", "11b"));

    assertThat(history.findAfter("12")).isEqualTo(new Found.At(4));
    assertThat(hashes(history.replay(4, 6, 6, 100))).containsExactly("11b", "12c");
    assertThat(history.findAfter("12b")).isEqualTo(new Found.At(6));
  }

  @Test
  void keepsWhatBelongsToNoBlockInItsPlace() {
    append(10, 11);
    append(ChainEvent.ofNoBlock(next(), 11, 0, new Part(BLOCK, Buffer.buffer("other"))));
    append(12);

    assertThat(hashes(history.replay(2, 4, 4, 100))).containsExactly("11", "", "12");
  }

  @Test
  void knowsABlockByItsHashAlsoAfterItLeftTheChain() {
    append(10, 11);
    append(block(11, "b", "10"));

    assertThat(history.block("11")).extracting(ChainEvent::height).isEqualTo(11L);
    assertThat(history.block("12")).isNull();
  }

  @Test
  void isBoundedInEvents() {
    for (long height = 1; height <= 250; height++) {
      append(height);
    }

    assertThat(history.oldestHeight()).isEqualTo(151);
    assertThat(history.replay(150, 250, 250, 10).forgotten()).isTrue();
    assertThat(hashes(history.replay(151, 250, 250, 2))).containsExactly("151", "152");
  }

  @Test
  void isBoundedInBytes() {
    History small = new History(new HistoryConfig(100, 20, 0));
    for (int height = 1; height <= 10; height++) {
      small.append(block(height, "", "" + (height - 1)));
    }

    assertThat(small.oldestHeight()).isEqualTo(9);
  }

  @Test
  void holdsNothingOfWhatItHasForgotten() {
    History small = new History(new HistoryConfig(1, 10_000, 0));
    WeakReference<ChainEvent> first = new WeakReference<>(small.append(block(1, "", "0")).event());
    small.append(block(2, "", "1"));

    Await.collected(first);
    assertThat(small.oldestHeight()).isEqualTo(2);
  }

  @Test
  void givesAPeerWhatFollowsItsPosition() {
    append(10, 11, 12);

    LogPage page = history.page(1, 3, new Position(1, 1), 10, 1_000);

    assertThat(page.common()).isEqualTo(new Position(1, 1));
    assertThat(page.events()).extracting(ChainEvent::hash).containsExactly("11", "12");
  }

  @Test
  void tellsAPeerOfAnEarlierEpochWhereTheirLogsPart() {
    append(10, 11);
    history.append(block(12, "", "11").at(new Position(2, 3), List.of()));
    history.append(block(13, "", "12").at(new Position(2, 4), List.of()));

    LogPage page = history.page(2, 4, new Position(1, 4), 10, 1_000);

    assertThat(page.common()).isEqualTo(new Position(1, 2));
    assertThat(page.events()).extracting(ChainEvent::hash).containsExactly("12", "13");
  }

  @Test
  void findsTheLastPlaceThatAnotherLogMayHave() {
    append(10, 11);
    history.append(block(12, "", "11").at(new Position(3, 3), List.of()));

    assertThat(history.lastWithin(new Position(3, 9))).isEqualTo(new Position(3, 3));
    assertThat(history.lastWithin(new Position(2, 3))).isEqualTo(new Position(1, 2));
    assertThat(history.lastWithin(new Position(3, 1))).isEqualTo(new Position(1, 1));
    assertThat(history.lastWithin(Position.NONE)).isEqualTo(Position.NONE);
  }

  @Test
  void takesForSharedWhatItHasForgotten() {
    History small = new History(new HistoryConfig(2, 10_000, 0));
    assertThat(small.lastWithin(new Position(5, 7))).isEqualTo(new Position(5, 0));
    small.append(block(10, "", "9").at(new Position(1, 1), List.of()));
    small.append(block(11, "", "10").at(new Position(4, 2), List.of()));
    small.append(block(12, "", "11").at(new Position(4, 3), List.of()));

    assertThat(small.lastWithin(new Position(2, 1))).isEqualTo(new Position(2, 1));
    // The places that it remembers are another epoch's.
    assertThat(small.lastWithin(new Position(2, 3))).isEqualTo(new Position(2, 1));
  }

  @Test
  void givesNoPeerWhatMayNotBePartOfTheLog() {
    append(10, 11, 12);

    assertThat(history.page(1, 2, new Position(1, 1), 10, 1_000).events())
        .extracting(ChainEvent::hash)
        .containsExactly("11");
  }

  private void append(long... heights) {
    for (long height : heights) {
      append(block(height, "", "" + (height - 1)));
    }
  }

  private void append(ChainEvent... events) {
    for (ChainEvent event : events) {
      history.append(event);
    }
  }

  private ChainEvent block(long height, String branch, String parent) {
    Part part = new Part(BLOCK, Buffer.buffer("payload"));
    return new ChainEvent(next(), height, height + branch, parent, 0, List.of(), List.of(part));
  }

  private Position next() {
    return new Position(1, ++offset);
  }

  private static List<String> hashes(Replayed replayed) {
    return replayed.events().stream().map(ChainEvent::hash).toList();
  }
}
