package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.EventKind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CometKindsTest {
  @Test
  void areThoseThatAQueryNames() throws QueryException {
    assertThat(kinds("tm.event = 'Vote'")).containsExactly(new EventKind("comet.Vote"));
    assertThat(kinds("tm.event = 'Tx' AND a.b = 'c'")).containsExactly(CometKinds.TX);
    assertThat(kinds("tm.event CONTAINS 'NewEv'")).containsExactly(CometKinds.NEW_EVIDENCE);
    assertThat(kinds("tm.event = 'Nothing'")).isEmpty();
  }

  @Test
  void areAllForAQueryThatNamesNone() throws QueryException {
    Set<EventKind> all = new HashSet<>(CometKinds.EVENTS);
    all.addAll(CometKinds.STREAMS_ON_DEMAND);

    assertThat(kinds("tm.event EXISTS")).isEqualTo(all);
  }

  @Test
  void areOnlyThoseThatCanHaveTheAttribute() throws QueryException {
    assertThat(kinds("transfer.sender = 'a'"))
        .containsExactlyInAnyOrder(
            CometKinds.NEW_BLOCK,
            CometKinds.NEW_BLOCK_HEADER,
            CometKinds.NEW_BLOCK_EVENTS,
            CometKinds.TX);
  }

  private static Set<EventKind> kinds(String query) throws QueryException {
    return CometKinds.of(CometQuery.parse(query));
  }
}
