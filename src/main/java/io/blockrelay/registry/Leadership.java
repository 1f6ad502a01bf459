package io.blockrelay.registry;

import io.blockrelay.cluster.Change;
import io.blockrelay.cluster.Cluster;
import io.blockrelay.model.ChainId;
import io.vertx.core.Future;

/**
 * Who publishes each chain. Safe for any thread; answers come on the caller's context, and fail
 * when the cluster does not answer within 5 seconds.
 */
public final class Leadership {
  private final Cluster cluster;

  public Leadership(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Takes the lead, with the next epoch, unless a live node has it. Answers who leads now.
   *
   * @param newerThan the newest epoch that any node is known to have seen: where the cluster's own
   *     record was lost, an epoch must still not come twice
   */
  public Future<Lead> claim(ChainId chain, long newerThan) {
    return change(chain, new LeadChanges.Claim(cluster.nodeId(), newerThan));
  }

  /** Gives the lead up if this node has it. Answers who leads now. */
  public Future<Lead> resign(ChainId chain) {
    return change(chain, new LeadChanges.Resign(cluster.nodeId()));
  }

  /** Vacates the lead of a node that has gone. Answers the lead that was lost, else NONE. */
  Future<Lead> vacateDeparted(ChainId chain) {
    return change(chain, new LeadChanges.VacateDeparted());
  }

  private Future<Lead> change(ChainId chain, Change<Lead, Lead> change) {
    return cluster.change("lead." + chain, change);
  }
}
