package io.blockrelay.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.bus.Hearing.Advice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a node is deaf, and when there is only nothing to hear. */
class HearingTest {
  private static final long START = 1_000_000;
  private static final long ROUND_MS = 2_000;

  private final Hearing hearing = new Hearing();

  @Test
  void aNodeThatHearsIsLeftAlone() {
    for (long now = START; now < START + 600_000; now += ROUND_MS) {
      assertThat(hearing.witness(now, now - 200)).isEqualTo(Advice.NONE);
    }
  }

  @Test
  void aDeafNodeRegistersAnewOnceAndThenGivesUp() {
    List<Advice> advice = witnesses(START, 13, START);

    assertThat(advice.indexOf(Advice.REGISTER)).isEqualTo(2);
    assertThat(advice.indexOf(Advice.GIVE_UP)).isEqualTo(12);
    assertThat(advice).containsOnlyOnce(Advice.REGISTER, Advice.GIVE_UP);
  }

  @Test
  void aNodeThatNeverHeardAnythingIsDeaf() {
    assertThat(witnesses(START, 13, 0)).contains(Advice.REGISTER, Advice.GIVE_UP);
  }

  @Test
  void whoHearsAgainHasAllItsTimeTheNextTime() {
    assertThat(witnesses(START, 10, START))
        .contains(Advice.REGISTER)
        .doesNotContain(Advice.GIVE_UP);
    long again = START + 10 * ROUND_MS;
    assertThat(hearing.witness(again, again - 200)).isEqualTo(Advice.NONE);

    List<Advice> advice = witnesses(again + 1_000, 11, again + 500);

    assertThat(advice).contains(Advice.REGISTER).doesNotContain(Advice.GIVE_UP);
  }

  @Test
  void withoutWitnessesNothingHappensHoweverLongItIsSilent() {
    // Each is the last one before another leader falls silent, too.
    for (int leader = 0; leader < 100; leader++) {
      long now = START + leader * (Hearing.APART_MAX_MS + 1);
      assertThat(hearing.witness(now, START)).isEqualTo(Advice.NONE);
    }
  }

  @Test
  void theFirstWitnessAfterALongSilenceProvesNothing() {
    assertThat(hearing.witness(START, START)).isEqualTo(Advice.NONE);
    assertThat(hearing.witness(START + 60_000, START)).isEqualTo(Advice.NONE);
    assertThat(hearing.witness(START + 62_000, START + 61_000)).isEqualTo(Advice.NONE);
  }

  /** The advice on each of so many witnesses, to a node that heard something last at that time. */
  private List<Advice> witnesses(long from, int count, long heardMs) {
    List<Advice> advice = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      advice.add(hearing.witness(from + i * ROUND_MS, heardMs));
    }
    return advice;
  }
}
