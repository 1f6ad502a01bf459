package io.blockrelay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceTest {
  private final Counts counts = new Counts();
  private final Sequence sequence = new Sequence(counts);

  @Test
  void startsAnywhereAndGoesOnWithoutHoles() {
    accept(100, 101, 102);

    assertCounts(0, 0, 0, 0);
    assertThat(sequence.highest()).isEqualTo(102);
  }

  @Test
  void countsEveryBlockOfAHole() {
    accept(1, 2, 6);

    assertCounts(3, 0, 0, 0);
  }

  @Test
  void aRepeatIsNoDelivery() {
    accept(1, 2);

    assertThat(sequence.accept(2, 2)).isFalse();
    assertThat(sequence.accept(1, 1)).isFalse();
    assertThat(sequence.accept(3, 3)).isTrue();
    assertCounts(0, 2, 0, 0);
  }

  @Test
  void whatComesLateIsOutOfOrderAndNotLost() {
    accept(1, 3);

    assertThat(sequence.accept(2, 2)).isTrue();
    assertCounts(0, 0, 1, 0);
    accept(2);
    assertCounts(0, 1, 1, 0);
  }

  @Test
  void theSameNumberWithAnotherHashIsAReorganisation() {
    accept(1, 2, 3);

    assertThat(sequence.accept(2, 22)).isTrue();
    assertThat(sequence.accept(3, 33)).isTrue();
    accept(4);

    assertCounts(0, 0, 0, 1);
    assertThat(sequence.highest()).isEqualTo(4);
  }

  @Test
  void aReorganisationBelowTheClientsFirstBlockIsOne() {
    accept(10);
    sequence.accept(8, 88);
    sequence.accept(9, 99);
    sequence.accept(10, 1010);

    assertCounts(0, 0, 0, 1);
  }

  @Test
  void findsTheBlocksOfAHoleWiderThanItsMemory() {
    accept(1, 1000);

    assertCounts(998, 0, 0, 0);
    accept(999);
    assertCounts(997, 0, 1, 0);
  }

  @Test
  void beyondItsMemoryOnlyTheFirstBlockIsTakenForARepeat() {
    for (long number = 1; number <= 200; number++) {
      accept(number);
    }
    for (long number = 100; number <= 201; number++) {
      sequence.accept(number, 1000 + number);
    }

    assertCounts(0, 1, 0, 0);
  }

  private void accept(long... numbers) {
    for (long number : numbers) {
      sequence.accept(number, number);
    }
  }

  private void assertCounts(long lost, long repeated, long outOfOrder, long reorganisations) {
    assertThat(counts.lost()).as("lost").isEqualTo(lost);
    assertThat(counts.repeats()).as("repeats").isEqualTo(repeated);
    assertThat(counts.outOfOrder()).as("out of order").isEqualTo(outOfOrder);
    assertThat(counts.reorganisations()).as("reorganisations").isEqualTo(reorganisations);
    assertThat(counts.promiseHeld()).isEqualTo(lost + repeated + outOfOrder == 0);
  }
}
