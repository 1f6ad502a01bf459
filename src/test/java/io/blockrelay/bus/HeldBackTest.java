package io.blockrelay.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.ChainEvent;
import org.junit.jupiter.api.Test;

class HeldBackTest {
  private static final ChainEvent FIRST = Events.block(1, 1, 100);
  private static final ChainEvent SECOND = Events.block(1, 2, 101);
  private static final ChainEvent THIRD = Events.block(1, 3, 102);

  @Test
  void givesWhatFollowsAndDropsWhatCameBefore() {
    HeldBack held = new HeldBack(10, 10_000);
    held.add(THIRD);
    held.add(FIRST);

    assertThat(held.takeAfter(1)).isNull();
    assertThat(held.takeAfter(2)).isEqualTo(THIRD);
    assertThat(held.takeAfter(0)).isNull();
  }

  @Test
  void isBoundedInEvents() {
    HeldBack held = new HeldBack(1, 10_000);
    held.add(SECOND);
    held.add(THIRD);

    assertThat(held.takeAfter(1)).isEqualTo(SECOND);
    assertThat(held.takeAfter(2)).isNull();
  }

  @Test
  void isBoundedInBytes() {
    HeldBack held = new HeldBack(10, EventBatch.bytes(FIRST));
    held.add(SECOND);
    held.add(THIRD);

    assertThat(held.takeAfter(1)).isEqualTo(SECOND);
    assertThat(held.takeAfter(2)).isNull();
  }

  @Test
  void countsNoBytesOfWhatItHasGivenOrHadAlready() {
    HeldBack held = new HeldBack(10, EventBatch.bytes(FIRST) + 1);
    held.add(FIRST);
    held.add(FIRST);
    held.takeAfter(0);
    held.add(SECOND);
    held.add(THIRD);

    assertThat(held.takeAfter(1)).isEqualTo(SECOND);
    assertThat(held.takeAfter(2)).isEqualTo(THIRD);
  }
}
