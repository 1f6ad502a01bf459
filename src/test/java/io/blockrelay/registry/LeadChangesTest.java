package io.blockrelay.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.cluster.Change;
import io.blockrelay.registry.LeadChanges.Claim;
import io.blockrelay.registry.LeadChanges.Resign;
import io.blockrelay.registry.LeadChanges.VacateDeparted;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All that can happen to a lead. */
class LeadChangesTest {
  private static final Set<String> BOTH = Set.of("a", "b");

  @Test
  void takesAnEpochThatNobodyHasSeen() {
    becomes(null, new Claim("a", 70_098), BOTH, new Lead("a", 80_097));
    becomes(new Lead("a", 40_097), new Claim("a", 70_098), BOTH, new Lead("a", 80_097));
    becomes(new Lead("b", 4), new Claim("a", 7), BOTH, new Lead("b", 4));
  }

  @Test
  void theFirstClaimStartsTheFirstEpoch() {
    becomes(null, new Claim("a", 0), BOTH, new Lead("a", 10_097));
  }

  @Test
  void aVacantLeadIsTakenWithTheNextEpoch() {
    becomes(new Lead("", 40_098), new Claim("a", 0), BOTH, new Lead("a", 50_097));
    becomes(new Lead("", 40_097), new Claim("a", 0), BOTH, new Lead("a", 50_097));
  }

  @Test
  void theHalvesOfASplitClusterTakeDifferentEpochs() {
    Lead before = new Lead("c", 40_099);
    becomes(before, new Claim("a", 0), Set.of("a"), new Lead("a", 50_097));
    becomes(before, new Claim("b", 0), Set.of("b"), new Lead("b", 50_098));
  }

  @Test
  void aLiveHolderKeepsIt() {
    becomes(new Lead("b", 4), new Claim("a", 0), BOTH, new Lead("b", 4));
  }

  @Test
  void aDepartedHolderLosesIt() {
    becomes(new Lead("b", 4), new Claim("a", 0), Set.of("a"), new Lead("a", 10_097));
  }

  @Test
  void claimingAgainChangesNothingEvenForANodeThatIsNotSeenYet() {
    becomes(new Lead("a", 4), new Claim("a", 0), BOTH, new Lead("a", 4));
    becomes(new Lead("a", 4), new Claim("a", 0), Set.of("b"), new Lead("a", 4));
  }

  @Test
  void resigningKeepsTheEpoch() {
    becomes(new Lead("a", 4), new Resign("a"), BOTH, new Lead("", 4));
    becomes(new Lead("", 4), new Resign("a"), BOTH, new Lead("", 4));
    becomes(null, new Resign("a"), BOTH, Lead.NONE);
  }

  @Test
  void nobodyResignsForAnother() {
    becomes(new Lead("b", 4), new Resign("a"), BOTH, new Lead("b", 4));
  }

  @Test
  void onlyTheDepartedAreVacated() {
    vacates(new Lead("b", 4), BOTH, new Lead("b", 4), Lead.NONE);
    vacates(new Lead("", 4), BOTH, new Lead("", 4), Lead.NONE);
    vacates(null, BOTH, Lead.NONE, Lead.NONE);
    vacates(new Lead("b", 4), Set.of("a"), new Lead("", 4), new Lead("b", 4));
  }

  @Test
  void halvesThatDifferLeaveItVacantAboveBoth() {
    assertThat(new Lead("a", 5).merge(new Lead("b", 5))).isEqualTo(new Lead("", 5));
    assertThat(new Lead("a", 4).merge(new Lead("a", 6))).isEqualTo(new Lead("", 6));
    assertThat(new Lead("a", 7).merge(new Lead("", 6))).isEqualTo(new Lead("", 7));
    assertThat(new Lead("a", 5).merge(new Lead("a", 5))).isEqualTo(new Lead("a", 5));
  }

  private static void becomes(
      @Nullable Lead before, Change<Lead, Lead> change, Set<String> live, Lead after) {
    assertThat(change.apply(before, live, 0)).isEqualTo(new Change.Changed<>(after, after));
  }

  private static void vacates(@Nullable Lead before, Set<String> live, Lead after, Lead lost) {
    assertThat(new VacateDeparted().apply(before, live, 0))
        .isEqualTo(new Change.Changed<>(after, lost));
  }
}
