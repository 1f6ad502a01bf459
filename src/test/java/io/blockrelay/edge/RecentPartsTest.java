package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.bus.BusNode;
import io.blockrelay.bus.EventInbox;
import io.blockrelay.history.History;
import io.blockrelay.history.HistoryConfig;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentPartsTest {
  private final RecentParts recent = new RecentParts(hub(), 10_000);

  @Test
  void cutsAPartOnceForAll() {
    Part part = part(100);

    assertThat(recent.of(part).items()).hasSize(1).isSameAs(recent.of(part).items());
  }

  @Test
  void takesNoPartForAnotherThatSaysTheSame() {
    assertThat(recent.of(part(100))).isNotSameAs(recent.of(part(100)));
  }

  @Test
  void forgetsTheOldestOnes() {
    Part first = part(3_000);
    Part second = part(3_000);
    PartItems firstItems = recent.of(first);
    PartItems secondItems = recent.of(second);

    recent.of(part(3_000));

    assertThat(recent.of(second)).isSameAs(secondItems);
    assertThat(recent.of(first)).isNotSameAs(firstItems);
  }

  @Test
  void keepsAPartThatIsLargerThanTheBoundAlone() {
    Part small = part(100);
    Part large = part(20_000);
    PartItems smallItems = recent.of(small);
    PartItems largeItems = recent.of(large);

    assertThat(recent.of(large)).isSameAs(largeItems);
    assertThat(recent.of(small)).isNotSameAs(smallItems);
  }

  private static Part part(int bytes) {
    return new Part(new EventKind("test.events"), Buffer.buffer(new byte[bytes]));
  }

  private static ChainHub hub() {
    ChainId chain = new ChainId("test");
    History history = new History(new HistoryConfig(100, 1 << 20, 100));
    BusNode node = new BusNode("node", () -> Set.of("node"));
    TransactionChain protocol = new TransactionChain(Set.of());
    EventInbox inbox = new EventInbox(chain, history, node, protocol::withdraw);
    ChainCounts counts = new ChainCounts(new ClientCounts(), ms -> {});
    return new ChainHub(chain, protocol, inbox, counts);
  }
}
