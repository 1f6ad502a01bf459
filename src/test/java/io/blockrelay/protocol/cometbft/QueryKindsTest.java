package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.EventKind;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryKindsTest {
  @Test
  void areOneForAQueryThatNamesItsEvent() throws QueryException {
    assertThat(kinds("tm.event='Tx'")).containsExactly(CometKinds.TX);
    assertThat(kinds("tm.event='Tx' AND transfer.amount > 7")).containsExactly(CometKinds.TX);
    assertThat(kinds("tm.event CONTAINS 'BlockHeader'"))
        .containsExactly(CometKinds.NEW_BLOCK_HEADER);
  }

  @Test
  void areWhatHasAttributesForAQueryAboutThem() throws QueryException {
    assertThat(kinds("transfer.amount > 7"))
        .containsExactlyInAnyOrder(
            CometKinds.NEW_BLOCK,
            CometKinds.NEW_BLOCK_HEADER,
            CometKinds.NEW_BLOCK_EVENTS,
            CometKinds.TX);
  }

  @Test
  void areAllPartsOfBlocksForAQueryAboutAnyEvent() throws QueryException {
    assertThat(kinds("tm.event EXISTS")).containsExactlyInAnyOrderElementsOf(CometKinds.EVENTS);
  }

  @Test
  void areConsensusEventsOnlyForAQueryThatNamesThem() throws QueryException {
    EventKind vote = new EventKind("comet.Vote");
    assertThat(CometKinds.STREAMS_ON_DEMAND).contains(vote);

    assertThat(kinds("tm.event='Vote'")).containsExactly(vote);
    assertThat(kinds("tm.event CONTAINS 'Timeout'")).hasSize(2);
    assertThat(kinds("tm.event EXISTS AND tm.event='Vote'")).containsExactly(vote);
    assertThat(kinds("tm.event='Vote' AND transfer.amount > 7")).isEmpty();
  }

  @Test
  void areNoneForAQueryThatNothingMatches() throws QueryException {
    assertThat(kinds("tm.event='Nope'")).isEmpty();
    assertThat(kinds("tm.event='Tx' AND tm.event='NewBlock'")).isEmpty();
    assertThat(kinds("tm.event > 5")).isEmpty();
  }

  private static Set<EventKind> kinds(String query) throws QueryException {
    return QueryKinds.of(CometQuery.parse(query));
  }
}
