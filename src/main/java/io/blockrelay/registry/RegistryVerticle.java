package io.blockrelay.registry;

import io.blockrelay.cluster.Cluster;
import io.blockrelay.model.ChainId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees what departed nodes held, when one has gone and once a second, so that nobody has to find
 * it out first. Any number of nodes may run one.
 */
public final class RegistryVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryVerticle.class);
  private static final long PERIOD_MS = 1_000;

  private final Cluster cluster;
  private final Set<ChainId> chains;
  private final Leadership leadership;
  private boolean running;
  private boolean again;
  private boolean minority;
  private boolean silent;

  public RegistryVerticle(Cluster cluster, Set<ChainId> chains) {
    this.cluster = cluster;
    this.chains = Set.copyOf(chains);
    this.leadership = new Leadership(cluster);
  }

  @Override
  public Future<?> start() {
    cluster.onNodesChanged(() -> context.runOnContext(changed -> tidy()));
    vertx.setPeriodic(PERIOD_MS, tick -> tidy());
    return Future.succeededFuture();
  }

  private void tidy() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    List<Future<?>> changes = new ArrayList<>();
    changes.add(cluster.change(LeaseCalls.ENTRY, new FreeDeparted()).onSuccess(this::onFreed));
    chains.forEach(
        chain ->
            changes.add(
                leadership.vacateDeparted(chain).onSuccess(lost -> onVacated(chain, lost))));
    Future.join(changes).onComplete(done -> onTidied(done.cause()));
  }

  private void onFreed(FreeDeparted.Freed freed) {
    freed
        .permits()
        .forEach(
            (node, permits) ->
                LOG.atInfo()
                    .addKeyValue("node", node)
                    .addKeyValue("permits", permits)
                    .log("a departed node's connections are free again"));
    if (freed.minority() != minority) {
      minority = freed.minority();
      LOG.warn(
          minority
              ? "fewer than half of the nodes are left: no new connections beyond those leased"
              : "enough nodes are there again");
    }
  }

  private static void onVacated(ChainId chain, Lead lost) {
    if (!lost.isVacant()) {
      LOG.atInfo()
          .addKeyValue("chain", chain)
          .addKeyValue("node", lost.holder())
          .addKeyValue("epoch", lost.epoch())
          .log("the leading node has gone");
    }
  }

  private void onTidied(@Nullable Throwable failure) {
    if ((failure != null) != silent) {
      silent = failure != null;
      if (failure != null) {
        LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("the cluster does not answer");
      } else {
        LOG.info("the cluster answers again");
      }
    }
    running = false;
    if (again) {
      again = false;
      tidy();
    }
  }
}
