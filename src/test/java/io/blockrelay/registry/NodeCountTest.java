package io.blockrelay.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeCountTest {
  private static final NodeCount FIVE = new NodeCount(5, 5, 0);
  private static final long NOW = 10_000;
  private static final long SETTLED = NOW + NodeCount.SETTLING_MS;

  @Test
  void moreNodesAreBelievedAtOnce() {
    assertThat(NodeCount.NONE.look(1, NOW)).isEqualTo(new NodeCount(1, 1, 0));
    assertThat(FIVE.look(7, NOW)).isEqualTo(new NodeCount(7, 7, 0));
  }

  @Test
  void fewerAreBelievedAfterAWhile() {
    NodeCount fewer = FIVE.look(3, NOW);
    assertThat(fewer).isEqualTo(new NodeCount(5, 3, NOW));
    assertThat(fewer.look(3, SETTLED - 1)).isEqualTo(fewer);
    assertThat(fewer.look(3, SETTLED)).isEqualTo(new NodeCount(3, 3, 0));
  }

  @Test
  void theWhileBeginsAnewWhenAnotherGoes() {
    NodeCount fewer = FIVE.look(4, NOW).look(3, SETTLED - 1);
    assertThat(fewer).isEqualTo(new NodeCount(5, 3, SETTLED - 1));
  }

  @Test
  void whoComesBackIsAsIfHeHadNotGone() {
    assertThat(FIVE.look(4, NOW).look(5, NOW + 1)).isEqualTo(FIVE);
  }

  @Test
  void aMinorityStaysOne() {
    NodeCount minority = FIVE.look(2, NOW).look(2, SETTLED).look(2, SETTLED * 2);
    assertThat(minority).isEqualTo(new NodeCount(5, 2, NOW));
    assertThat(minority.look(3, SETTLED * 2).look(3, SETTLED * 3))
        .isEqualTo(new NodeCount(3, 3, 0));
  }

  @Test
  void aClockThatIsAheadDoesNotMakeItLast() {
    NodeCount ahead = FIVE.look(3, NOW + 3_600_000);
    assertThat(ahead.look(3, NOW).look(3, SETTLED).isSettled()).isTrue();
  }

  @Test
  void whoSaysGoodbyeIsNotMissed() {
    NodeCount left = FIVE.lessOne().lessOne().lessOne();
    assertThat(left.look(2, NOW)).isEqualTo(new NodeCount(2, 2, 0));
    assertThat(NodeCount.NONE.lessOne()).isEqualTo(NodeCount.NONE);
  }

  @Test
  void whatANodeRemembersCounts() {
    assertThat(NodeCount.NONE.atLeast(5).look(2, NOW)).isEqualTo(new NodeCount(5, 2, NOW));
    assertThat(FIVE.atLeast(3)).isEqualTo(FIVE);
  }

  @ParameterizedTest
  @CsvSource({"5,2,true", "5,3,false", "4,2,false", "2,1,false", "1,1,false", "0,0,false"})
  void fewerThanHalfAreAMinority(int settled, int left, boolean minority) {
    assertThat(new NodeCount(settled, settled, 0).isMinority(left)).isEqualTo(minority);
  }
}
