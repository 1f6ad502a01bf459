package io.blockrelay.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.Serializable;
import java.util.Set;

/** The nodes that this one works with, and the facts that they share. Safe for any thread. */
public interface Cluster {
  /** The Vert.x instance whose event bus reaches all nodes. */
  Vertx vertx();

  /** This node's id, unique to this run of the process. */
  String nodeId();

  /** The ids of the live nodes, this one among them. */
  Set<String> nodes();

  /** Calls {@code listener} after a node has come or gone, on any thread; it must not block. */
  void onNodesChanged(Runnable listener);

  /**
   * Changes one shared entry atomically. The entry survives the crash of any one data-holding node.
   * A change may be applied twice when such a node crashes in the middle of it.
   *
   * @return the change's result; fails when the cluster does not answer within 5 seconds, and then
   *     the change may or may not have happened
   */
  <V extends Serializable, R extends Serializable> Future<R> change(
      String entry, Change<V, R> change);

  /**
   * Whether every shared entry has its copies, so that the crash of one node loses none. May take
   * seconds.
   */
  Future<Boolean> safe();

  /**
   * Leaves the cluster and closes Vert.x, within 10 seconds. Its future completes on a thread that
   * is none of Vert.x's.
   */
  Future<Void> leave();
}
