package io.blockrelay.ingest;

import static io.blockrelay.ingest.Blocks.block;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamRankingTest {
  private final UpstreamRanking<String> ranking = new UpstreamRanking<>();

  @BeforeEach
  void twoUpstreams() {
    ranking.add("first");
    ranking.add("second");
  }

  @Test
  void nobodyLeadsBeforeOneIsLive() {
    assertThat(ranking.anyLive()).isFalse();
    assertThat(ranking.leads("first")).isFalse();
  }

  @Test
  void theFirstThatIsLiveLeadsAndStays() {
    ranking.live("second", true);
    ranking.live("first", true);

    assertThat(ranking.leads("second")).isTrue();
  }

  @Test
  void anotherTakesOverWhenTheLeaderIsLost() {
    ranking.live("first", true);
    ranking.live("second", true);
    ranking.live("first", false);

    assertThat(ranking.leads("second")).isTrue();
    ranking.live("second", false);
    assertThat(ranking.anyLive()).isFalse();
  }

  @Test
  void leavesAnUpstreamThatLagsTwiceInARow() {
    ranking.live("first", true);
    ranking.live("second", true);
    ranking.announced("first", block(10, ""));
    ranking.announced("second", block(13, ""));

    assertThat(ranking.checkLag()).isEmpty();
    assertThat(ranking.checkLag()).contains("first");
    assertThat(ranking.leads("second")).isTrue();
  }

  @Test
  void staysWithAnUpstreamThatCatchesUp() {
    ranking.live("first", true);
    ranking.live("second", true);
    ranking.announced("first", block(10, ""));
    ranking.announced("second", block(13, ""));
    ranking.checkLag();
    ranking.announced("first", block(12, ""));

    assertThat(ranking.checkLag()).isEmpty();
    assertThat(ranking.leads("first")).isTrue();
  }

  @Test
  void remembersWhatEachAnnouncedLast() {
    ranking.announced("first", block(10, "b"));

    assertThat(ranking.previousHeight("first")).isEqualTo(10);
    assertThat(ranking.previousHeight("second")).isEqualTo(-1);
  }

  @Test
  void asksTheLeadingUpstreamFirstAmongThoseThatHaveTheBlock() {
    ranking.live("second", true);
    ranking.live("first", true);
    ranking.announced("first", block(11, ""));
    ranking.announced("second", block(10, ""));

    assertThat(ranking.having(10)).containsExactly("second", "first");
  }

  @Test
  void asksNobodyWhoHasNotAnnouncedTheBlock() {
    ranking.live("first", true);
    ranking.live("second", true);
    ranking.announced("first", block(9, ""));
    ranking.announced("second", block(10, ""));

    assertThat(ranking.having(10)).containsExactly("second");
    assertThat(ranking.having(11)).isEmpty();
  }

  @Test
  void asksNobodyWhoIsGone() {
    ranking.announced("first", block(10, ""));

    assertThat(ranking.having(10)).isEmpty();
    assertThat(ranking.highestFirst()).isEmpty();
  }

  @Test
  void theHighestIsTheBestWhereNobodyHasTheBlock() {
    ranking.live("first", true);
    ranking.live("second", true);
    ranking.announced("first", block(9, ""));
    ranking.announced("second", block(10, ""));

    assertThat(ranking.highestFirst()).containsExactly("second", "first");
  }
}
