package io.blockrelay.ingest;

import static io.blockrelay.cluster.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.bus.BusNode;
import io.blockrelay.bus.EventInbox;
import io.blockrelay.cluster.Change;
import io.blockrelay.cluster.Cluster;
import io.blockrelay.history.History;
import io.blockrelay.history.HistoryConfig;
import io.blockrelay.model.ChainId;
import io.blockrelay.protocol.basalt.BasaltProtocol;
import io.blockrelay.registry.Lead;
import io.blockrelay.registry.Leadership;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeadershipLoopTest {
  private static final ChainId CHAIN = new ChainId("test");

  private final LeadingNode node = new LeadingNode();
  private final Vertx vertx = node.vertx;
  private final Context context = vertx.getOrCreateContext();
  private final SlowCluster cluster = new SlowCluster();
  private final EventInbox inbox =
      new EventInbox(
          CHAIN,
          new History(new HistoryConfig(100, 10_000, 0)),
          new BusNode("node", Set::of),
          (removed, instead) -> List.of());
  private final ChainJournal journal = new ChainJournal(CHAIN, new IngestCounts());
  private final DemandService demand =
      new DemandService(
          vertx,
          CHAIN,
          "node",
          new BasaltProtocol(),
          () -> null,
          kinds -> Future.succeededFuture());
  private final LeadershipLoop loop =
      new LeadershipLoop(
          vertx, CHAIN, "node", new Leadership(cluster), inbox, node.follower, demand, journal);

  @BeforeEach
  void start() {
    await(vertx.deployVerticle(inbox));
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void givesUpALeadWhoseAnswerComesAfterItHasStopped() {
    Promise<Void> answers = Promise.promise();
    cluster.answers = answers.future();
    Future<?> stopped = inTurn(this::claimAndStop);

    answers.complete();

    await(stopped);
    assertThat(cluster.lead.isVacant()).isTrue();
    assertThat(loop.leads()).isFalse();
  }

  @Test
  void givesUpALeadWhoseLogItHasNotYet() {
    Future<?> stopped = inTurn(this::claimAndStop);

    await(stopped);
    assertThat(cluster.lead.isVacant()).isTrue();
    assertThat(loop.leads()).isFalse();
  }

  @Test
  void takesNoLeadBackOnceItHasStopped() {
    await(inTurn(loop::stop));

    await(inTurn(this::claimAndStop));

    assertThat(cluster.lead).isEqualTo(Lead.NONE);
  }

  private Future<?> claimAndStop() {
    loop.tick(true);
    return loop.stop();
  }

  /** On the loop's own thread. */
  private <T> T inTurn(Supplier<T> turn) {
    Promise<T> done = Promise.promise();
    context.runOnContext(go -> done.complete(turn.get()));
    return await(done.future());
  }

  /** One node, which knows who leads and says so when the test lets it. */
  private final class SlowCluster implements Cluster {
    volatile Lead lead = Lead.NONE;
    volatile Future<Void> answers = Future.succeededFuture();

    // The only entry is the lead.
    @SuppressWarnings("unchecked")
    @Override
    public <V extends Serializable, R extends Serializable> Future<R> change(
        String entry, Change<V, R> change) {
      Change.Changed<V, R> changed = change.apply((V) lead, nodes(), 0);
      lead = (Lead) changed.value();
      return answers.map(changed.result());
    }

    @Override
    public Vertx vertx() {
      return vertx;
    }

    @Override
    public String nodeId() {
      return "node";
    }

    @Override
    public Set<String> nodes() {
      return Set.of("node");
    }

    @Override
    public void onNodesChanged(Runnable listener) {
      // Nobody comes or goes.
    }

    @Override
    public Future<Boolean> safe() {
      return Future.succeededFuture(true);
    }

    @Override
    public Future<Void> leave() {
      return Future.succeededFuture();
    }
  }
}
