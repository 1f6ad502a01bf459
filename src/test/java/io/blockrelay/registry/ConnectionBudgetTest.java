package io.blockrelay.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.cluster.Change.Changed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of the budget, one by one. */
class ConnectionBudgetTest {
  private static final Set<String> THREE = Set.of("a", "b", "c");
  private static final NodeCount TWO = new NodeCount(2, 2, 0);

  private @Nullable ConnectionBudget budget;
  private long nowMs;

  @Test
  void grantsWhatIsNeededAndLittleMoreFromLittle() {
    assertThat(lease("a", 1, 0, 90, 16, THREE).granted()).isEqualTo(95);
    assertThat(lease("b", 1, 0, 90, 16, THREE).granted()).isEqualTo(5);
    assertThat(lease("c", 1, 0, 90, 16, THREE).granted()).isZero();
  }

  @Test
  void theDepartedLoseTheirs() {
    lease("a", 1, 0, 60, 0, THREE);
    lease("b", 1, 0, 40, 0, THREE);
    settle(Set.of("b", "c"));
    assertThat(lease("b", 2, 40, 60, 0, Set.of("b", "c")).granted()).isEqualTo(60);
  }

  @Test
  void theDepartedKeepTheirsUntilItIsCertainThatNobodyElseGoes() {
    lease("a", 1, 0, 60, 0, THREE);
    lease("b", 1, 0, 30, 0, THREE);
    assertThat(tidy(Set.of("b", "c")).permits()).isEmpty();
    nowMs += NodeCount.SETTLING_MS - 1;
    assertThat(lease("b", 2, 30, 60, 0, Set.of("b", "c")).granted()).isEqualTo(10);
  }

  @Test
  void deathsLongAfterEachOtherAreNoSplit() {
    lease("a", 1, 0, 60, 0, THREE);
    lease("b", 1, 0, 40, 0, THREE);
    settle(Set.of("a", "b"));
    settle(Set.of("b"));
    assertThat(lease("b", 2, 40, 60, 0, Set.of("b")).granted()).isEqualTo(60);
  }

  @Test
  void aSplitIsOneAlsoWhenTheOthersGoMissingOneAfterTheOther() {
    lease("a", 1, 0, 10, 0, Set.of("a", "b", "c", "d", "e"));
    for (Set<String> seen : List.of(Set.of("a", "b", "c", "d"), THREE, Set.of("a", "b"))) {
      assertThat(tidy(seen).permits()).isEmpty();
      nowMs += NodeCount.SETTLING_MS - 1;
    }
    settle(Set.of("a", "b"));
    assertThat(tidy(Set.of("a", "b")).minority()).isTrue();
    assertThat(lease("a", 2, 10, 10, 0, Set.of("a", "b")).open()).isFalse();
  }

  @Test
  void theSmallerSideTakesNothingBackAndGrantsNothing() {
    lease("a", 1, 0, 10, 0, THREE);
    lease("b", 1, 0, 10, 0, THREE);
    Grant alone = lease("b", 2, 10, 10, 0, Set.of("b"));
    assertThat(alone).isEqualTo(new Grant(0, false, Map.of("a", 10), 100, 3));
    assertThat(tidy(Set.of("b")).minority()).isTrue();
    settle(Set.of("b"));
    assertThat(lease("b", 3, 10, 10, 0, Set.of("b")).open()).isFalse();
    assertThat(lease("b", 4, 10, 10, 0, Set.of("b", "d")).granted()).isEqualTo(10);
  }

  @Test
  void thoseWhoSayGoodbyeAreNotMissed() {
    Set<String> four = Set.of("a", "b", "c", "d");
    lease("a", 1, 0, 10, 0, four);
    // Both a node's permits and its registry say so.
    for (String leaver : List.of("b", "c", "d", "b", "c", "d")) {
      leave(leaver, four);
    }
    assertThat(lease("a", 2, 10, 10, 0, Set.of("a")).granted()).isEqualTo(10);
  }

  @Test
  void aGoodbyeThatRunsLateIsNotCountedTwice() {
    lease("a", 1, 0, 10, 0, THREE);
    settle(Set.of("a", "b"));
    leave("c", Set.of("a", "b"));
    assertThat(tidy(Set.of("a")).minority()).isFalse();
    nowMs += NodeCount.SETTLING_MS;
    leave("b", Set.of("a"));
    assertThat(ConnectionBudget.orEmpty(budget).nodes().settled()).isEqualTo(2);
  }

  @Test
  void aRequestThatRunsLateIsIgnored() {
    lease("a", 2, 5, 5, 0, THREE);
    assertThat(lease("a", 1, 0, 50, 0, THREE).granted()).isZero();
    assertThat(permits("a")).isEqualTo(10);
  }

  @Test
  void aRequestThatRunsTwiceGetsTheSameAnswer() {
    lease("a", 1, 5, 5, 0, THREE);
    assertThat(lease("a", 1, 5, 5, 0, THREE).granted()).isEqualTo(5);
    assertThat(permits("a")).isEqualTo(10);
  }

  @Test
  void whatADepartedNodeHadAskedForIsIgnored() {
    lease("b", 1, 0, 10, 0, THREE);
    assertThat(request("a", 9, 50, 10, 0, 100, 3, 0, Set.of("b", "c")).granted()).isZero();
    assertThat(ConnectionBudget.orEmpty(budget).leases()).containsOnlyKeys("b");
  }

  @Test
  void whatALostAnswerGrantedComesBackWithTheNextReport() {
    lease("a", 1, 0, 50, 0, THREE);
    lease("a", 2, 0, 0, 0, THREE);
    assertThat(permits("a")).isZero();
  }

  @Test
  void afterTheEntryIsLostNobodyIsGrantedAnythingUntilTheOthersHaveReported() {
    // "b" holds 90 and has not said so yet.
    assertThat(request("a", 7, 10, 50, 0, 100, 3, 1_000, THREE).open()).isFalse();
    assertThat(request("b", 7, 90, 0, 0, 100, 3, 1_100, THREE).open()).isFalse();
    assertThat(request("a", 8, 10, 50, 0, 100, 3, 4_000, THREE))
        .isEqualTo(new Grant(0, true, Map.of("b", 90), 100, 3));
  }

  @Test
  void theSmallestConfiguredTotalCounts() {
    request("a", 1, 0, 0, 0, 50, 0, 0, THREE);
    assertThat(request("b", 1, 0, 80, 0, 100, 0, 0, THREE).granted()).isEqualTo(50);
    settle(Set.of("b", "c"));
    assertThat(lease("b", 2, 50, 80, 0, Set.of("b", "c")).granted()).isEqualTo(50);
  }

  @Test
  void tidyingFreesTheDepartedOnce() {
    lease("a", 1, 0, 60, 0, THREE);
    assertThat(settle(Set.of("b", "c")).permits()).isEqualTo(Map.of("a", 60));
    assertThat(tidy(Set.of("b", "c")).permits()).isEmpty();
  }

  @Test
  void bothHalvesKeepTheirLeasesWhenTheyMerge() {
    ConnectionBudget larger =
        new ConnectionBudget(Map.of("a", new Lease(60, 3, 100)), TWO, Set.of(), 0);
    ConnectionBudget smaller =
        new ConnectionBudget(
            Map.of("a", new Lease(10, 2, 100), "c", new Lease(50, 9, 100)),
            new NodeCount(5, 3, 4),
            Set.of("x"),
            7);
    assertThat(larger.merge(smaller))
        .isEqualTo(
            new ConnectionBudget(
                Map.of("a", new Lease(60, 3, 100), "c", new Lease(50, 9, 100)),
                TWO,
                Set.of("x"),
                7));
  }

  private Grant lease(
      String node, long sequence, int held, int needed, int spare, Set<String> live) {
    return request(node, sequence, held, needed, spare, 100, 0, nowMs, live);
  }

  private Grant request(
      String node,
      long sequence,
      int held,
      int needed,
      int spare,
      int total,
      int nodesKnown,
      long atMs,
      Set<String> live) {
    Changed<ConnectionBudget, Grant> changed =
        new LeaseRequest(node, sequence, held, needed, spare, total, nodesKnown)
            .apply(budget, live, atMs);
    budget = changed.value();
    return changed.result();
  }

  private FreeDeparted.Freed tidy(Set<String> live) {
    Changed<ConnectionBudget, FreeDeparted.Freed> changed =
        new FreeDeparted().apply(budget, live, nowMs);
    budget = changed.value();
    return changed.result();
  }

  /** Until it is certain who is there. */
  private FreeDeparted.Freed settle(Set<String> live) {
    tidy(live);
    nowMs += NodeCount.SETTLING_MS;
    return tidy(live);
  }

  private void leave(String node, Set<String> live) {
    budget = new LeaveBudget(node).apply(budget, live, nowMs).value();
  }

  private int permits(String node) {
    return Objects.requireNonNull(ConnectionBudget.orEmpty(budget).leases().get(node)).permits();
  }
}
