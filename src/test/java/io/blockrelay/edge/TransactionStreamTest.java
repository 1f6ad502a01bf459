package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.Await;
import io.blockrelay.EventClient;
import io.blockrelay.bus.BusAddress;
import io.blockrelay.bus.BusCodecs;
import io.blockrelay.bus.BusNode;
import io.blockrelay.bus.Demand;
import io.blockrelay.bus.EventInbox;
import io.blockrelay.bus.EventPublisher;
import io.blockrelay.cluster.LocalCluster;
import io.blockrelay.history.History;
import io.blockrelay.history.HistoryConfig;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Position;
import io.blockrelay.ops.StatusPage;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.registry.Permits;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream with several events a block, cut in the middle of one and resumed. */
class TransactionStreamTest {
  private static final ChainId CHAIN = new ChainId("test");
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final EdgeConfig CONFIG =
      new EdgeConfig(
          "127.0.0.1",
          0,
          2,
          100,
          Duration.ofSeconds(10),
          LONG,
          1_000,
          Duration.ZERO,
          "",
          List.of(),
          List.of(),
          List.of(),
          new EdgeTls("", ""),
          new EdgeLimits(0, 0, 0),
          false,
          false);

  private final Vertx vertx = Vertx.vertx();
  private final History history = new History(new HistoryConfig(100, 1 << 20, 100));

  @AfterEach
  void close() {
    Await.get(vertx.close());
  }

  @Test
  void goesOnWithinTheBlock() {
    Node node = new Node(Set.of());
    try (EventClient client = node.get(null)) {
      node.publish(1, "b1", "", 2);
      node.publish(2, "b2", "b1", 3);
      assertThat(client.idsOf(5))
          .containsExactly(":b1:1", ":b1:2", "b1:b2:1", "b1:b2:2", "b1:b2:3");
      assertThat(client.events().get(4).data()).isEqualTo("b2.3");
    }

    try (EventClient first = node.get(":b1:1");
        EventClient middle = node.get("b1:b2:2")) {
      assertThat(first.idsOf(4)).containsExactly(":b1:2", "b1:b2:1", "b1:b2:2", "b1:b2:3");
      assertThat(middle.idsOf(1)).containsExactly("b1:b2:3");
      node.publish(3, "b3", "b2", 1);
      assertThat(middle.idsOf(2)).containsExactly("b1:b2:3", "b2:b3:1");
    }
  }

  @Test
  void cutsWhatIsReplayedAsideOfTheEventLoops() {
    Node node = new Node(Set.of());
    try (EventClient live = node.get(null)) {
      node.publish(1, "b1", "", 2);
      node.publish(2, "b2", "b1", 3);
      assertThat(live.idsOf(5)).hasSize(5);
    }
    node.chain.wrappers().clear();

    try (EventClient resuming = node.get(":b1:1")) {
      assertThat(resuming.idsOf(4)).hasSize(4);
    }

    assertThat(node.chain.wrappers())
        .isNotEmpty()
        .allSatisfy(thread -> assertThat(thread).startsWith("replays"));
  }

  @Test
  void givesTheBlockWholeThatTookItsPlace() {
    Node node = new Node(Set.of());
    node.publish(1, "b1", "", 1);
    node.publish(2, "b2", "b1", 3);
    node.publish(2, "c2", "b1", 2);
    node.publish(3, "c3", "c2", 1);

    try (EventClient client = node.get("b1:b2:2")) {
      assertThat(client.idsOf(3)).containsExactly("b1:c2:1", "b1:c2:2", "c2:c3:1");
    }
  }

  @Test
  void leavesTheSeenOutAlsoWhenTheBlockComesLater() {
    Node node = new Node(Set.of());
    node.publish(1, "b1", "", 1);
    try (EventClient client = node.get("b1:b2:2")) {
      node.publish(2, "b2", "b1", 3);
      node.publish(3, "b3", "b2", 1);

      assertThat(client.idsOf(2)).containsExactly("b1:b2:3", "b2:b3:1");
    }
  }

  @Test
  void refusesBeforeTheHeadWhatTheNodesDoNotOffer() {
    Node node = new Node(Set.of(Summaries.TRANSACTIONS));
    vertx
        .eventBus()
        .consumer(
            BusAddress.demand(CHAIN, "node"),
            wanted -> wanted.fail(Demand.UNSUPPORTED, "no transactions"));
    node.publish(1, "b1", "", 1);

    // More often than there are places.
    for (int i = 0; i < 5; i++) {
      try (EventClient client = node.get(null)) {
        assertThat(client.status()).isEqualTo(501);
        Await.until("the answer is there", client::ended);
        assertThat(client.texts()).containsExactly("{\"error\":\"no transactions\"}");
      }
    }
  }

  /** A node that serves the chain. */
  private final class Node {
    private final EdgeVerticle edge;
    private final EventPublisher log;
    private final TransactionChain chain;

    Node(Set<EventKind> onDemand) {
      BusCodecs.register(vertx.eventBus());
      BusNode self = new BusNode("node", () -> Set.of("node"));
      chain = new TransactionChain(onDemand);
      EventInbox inbox = new EventInbox(CHAIN, history, self, chain::withdraw);
      Await.get(vertx.deployVerticle(inbox));
      Map<ClientDialect, Set<String>> dialects = Map.of(chain.dialects().get(0), Set.of("/txs"));
      ClientCounts counts = new ClientCounts();
      ChainHub hub = new ChainHub(CHAIN, chain, inbox, new ChainCounts(counts, ms -> {}));
      Permits permits = new Permits(new LocalCluster(vertx), CONFIG.connections());
      Await.get(permits.start());
      List<ServedChain> served = List.of(new ServedChain(hub, dialects, Map.of()));
      StatusPage page = new StatusPage(JsonObject::new);
      Gate gate = new Gate(CONFIG, counts);
      edge = new EdgeVerticle(CONFIG, 100, served, permits, gate, counts, page);
      Await.get(vertx.deployVerticle(edge));
      Await.get(inbox.takeOver(1));
      log = new EventPublisher(vertx, Runnable::run, CHAIN, "node", 1, Position.NONE, -1);
    }

    /** Announces a block, and waits until this node has it. */
    void publish(long height, String hash, String parent, int transactions) {
      log.publish(TransactionChain.block(height, hash, parent, transactions), List.of());
      Await.until("the block is there", () -> history.block(hash) != null);
    }

    EventClient get(@Nullable String lastEventId) {
      return EventClient.get(edge.port(), "/txs", lastEventId);
    }
  }
}
