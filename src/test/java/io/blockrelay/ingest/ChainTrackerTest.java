package io.blockrelay.ingest;

import static io.blockrelay.ingest.Blocks.block;
import static io.blockrelay.ingest.Blocks.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.ingest.ChainTracker.Known;
import io.blockrelay.ingest.ChainTracker.Missing;
import io.blockrelay.ingest.ChainTracker.Publish;
import io.blockrelay.model.Block;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainTrackerTest {
  private final ChainTracker tracker = new ChainTracker(100);

  @Test
  void publishesTheFirstBlockItSees() {
    assertThat(tracker.weigh(run(7, 7))).isEqualTo(new Publish(List.of(), run(7, 7)));
  }

  @Test
  void publishesABlockThatExtendsTheTip() {
    publish(run(1, 5));

    assertThat(tracker.weigh(run(6, 6))).isEqualTo(new Publish(List.of(), run(6, 6)));
  }

  @Test
  void knowsABlockThatItPublished() {
    publish(run(1, 5));

    assertThat(tracker.weigh(run(3, 3))).isEqualTo(new Known());
    assertThat(tracker.weigh(run(1, 5))).isEqualTo(new Known());
  }

  @Test
  void asksForTheBlocksOfAGap() {
    publish(run(1, 5));

    assertThat(tracker.weigh(run(9, 9))).isEqualTo(new Missing(6, 8));
  }

  @Test
  void publishesAFilledGapInOrder() {
    publish(run(1, 5));

    assertThat(tracker.weigh(run(6, 9))).isEqualTo(new Publish(List.of(), run(6, 9)));
  }

  @Test
  void removesTheOldBranchNewestFirst() {
    publish(run(1, 5));
    List<Block> branch = List.of(block(4, "b", "3"), block(5, "b"));

    assertThat(tracker.weigh(branch)).isEqualTo(new Publish(List.of("5", "4"), branch));
  }

  @Test
  void publishesNothingAgainOfARunThatBeginsBeforeTheFirstBlock() {
    publish(run(3, 7));
    List<Block> branch = List.of(block(6, "b", "5"), block(7, "b"), block(8, "b"));
    List<Block> fromBefore = new ArrayList<>(run(1, 5));
    fromBefore.addAll(branch);

    assertThat(tracker.weigh(fromBefore)).isEqualTo(new Publish(List.of("7", "6"), branch));
    assertThat(tracker.weigh(run(1, 4))).isEqualTo(new Known());
  }

  @Test
  void looksFurtherDownForASharedBlockTwiceAsFarEachTime() {
    publish(run(1, 60));

    assertThat(tracker.weigh(run(61, 61, "b"))).isEqualTo(new Missing(57, 60));
    assertThat(tracker.weigh(run(57, 61, "b"))).isEqualTo(new Missing(52, 56));
    assertThat(tracker.weigh(run(52, 61, "b"))).isEqualTo(new Missing(42, 51));
  }

  @Test
  void takesABranchThatLeavesTheChainBelowAllItRemembers() {
    publish(run(50, 60));

    Publish publish = (Publish) tracker.weigh(run(50, 61, "b"));

    assertThat(publish.removed()).hasSize(11);
    assertThat(publish.blocks()).hasSize(12);
  }

  @Test
  void followsARollbackOfTheLeadingUpstreamOnly() {
    publish(run(1, 5));
    Block sibling = block(5, "b", "4");

    assertThat(tracker.worthFollowing(sibling, true, 5)).isTrue();
    assertThat(tracker.worthFollowing(sibling, false, 5)).isFalse();
  }

  @Test
  void followsALongerChainWhoeverAnnouncesIt() {
    publish(run(1, 5));

    assertThat(tracker.worthFollowing(block(6, "b"), false, -1)).isTrue();
  }

  @Test
  void doesNotGoBackToABranchForAnUpstreamThatIsMerelyBehind() {
    publish(run(1, 5));
    publish(List.of(block(4, "b", "3"), block(5, "b"), block(6, "b")));

    assertThat(tracker.worthFollowing(block(5, ""), true, 4)).isFalse();
    assertThat(tracker.worthFollowing(block(5, ""), true, 5)).isTrue();
    // The first thing that it says may be old news.
    assertThat(tracker.worthFollowing(block(5, ""), true, -1)).isFalse();
  }

  @Test
  void doesNotGoBackForAnotherUpstreamWhileTheNewBranchIsShorter() {
    publish(run(1, 7));
    publish(List.of(block(5, "b", "4")));

    // It is about to say these, and will change over then.
    assertThat(tracker.worthFollowing(block(6, ""), false, 5)).isFalse();
    assertThat(tracker.worthFollowing(block(7, ""), false, 6)).isFalse();
    assertThat(tracker.worthFollowing(block(8, ""), false, 7)).isTrue();
  }

  @Test
  void takesTheNextBlockOfAShorterBranchFromAnybody() {
    publish(run(1, 7));
    publish(List.of(block(5, "b", "4")));

    assertThat(tracker.worthFollowing(block(6, "b"), false, 5)).isTrue();
    assertThat(tracker.worthFollowing(block(7, "b"), true, 6)).isTrue();
  }

  @Test
  void doesNotGoBackForAnUpstreamThatIsBehindAndLeavesBlocksOut() {
    publish(run(1, 3));
    publish(List.of(block(4, "b", "3"), block(5, "b"), block(6, "b"), block(7, "b")));

    // It announced 4, left 5 out, and has not changed over yet.
    assertThat(tracker.worthFollowing(block(6, ""), true, 4)).isFalse();
  }

  @Test
  void doesNotGoBackToBeforeTheFirstBlockThatWasPublished() {
    publish(run(130, 137));

    assertThat(tracker.worthFollowing(block(124, ""), true, 130)).isFalse();
    assertThat(tracker.worthFollowing(block(130, "b"), true, 130)).isTrue();
  }

  @Test
  void goesBackBehindAllThatItRemembers() {
    publish(run(1, 500));

    assertThat(tracker.worthFollowing(block(300, "b"), true, 500)).isTrue();
  }

  @Test
  void startsFromWhatWasPublishedBefore() {
    tracker.reset(List.of(new ChainTracker.Published(4, "4"), new ChainTracker.Published(5, "5")));

    assertThat(tracker.tipHash()).isEqualTo("5");
    assertThat(tracker.weigh(run(6, 6))).isEqualTo(new Publish(List.of(), run(6, 6)));
    assertThat(tracker.weigh(run(8, 8))).isEqualTo(new Missing(6, 7));
  }

  @Test
  void remembersNoMoreThanItsDepth() {
    publish(run(1, 500));

    assertThat(tracker.isPublished("400")).isFalse();
    assertThat(tracker.isPublished("401")).isTrue();
  }

  private void publish(List<Block> blocks) {
    tracker.published(((Publish) tracker.weigh(blocks)).blocks());
  }
}
