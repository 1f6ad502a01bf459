package io.blockrelay.registry;

import io.blockrelay.cluster.Change;
import io.blockrelay.cluster.Cluster;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import java.io.Serializable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node tells the shared budget, one call after the other, so that what it says it holds is
 * true when it is said. Confined to its context.
 */
final class LeaseCalls {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseCalls.class);
  static final String ENTRY = "budget";

  private final Cluster cluster;
  private final ContextInternal context;
  private final PermitCount count;
  private final int total;
  private Future<?> last = Future.succeededFuture();
  private int pending;
  private long sequence;
  private int nodesKnown;
  private boolean unsure;
  private int totalSeen;

  LeaseCalls(Cluster cluster, ContextInternal context, PermitCount count, int total) {
    this.cluster = cluster;
    this.context = context;
    this.count = count;
    this.total = total;
    this.totalSeen = total;
  }

  /** Asks for more; what is granted is idle when the future completes. */
  Future<Grant> lease(int needed, int spare) {
    return inTurn(() -> change(request(needed, spare)).map(this::granted));
  }

  /** Says what the node holds. */
  Future<Grant> report() {
    return lease(0, 0);
  }

  Future<Boolean> leave() {
    return inTurn(() -> change(new LeaveBudget(cluster.nodeId())));
  }

  boolean isBusy() {
    return pending > 0;
  }

  /** Whether the cluster may believe something else than what is true. */
  boolean isUnsure() {
    return unsure;
  }

  /** Whether the cluster has ever answered. */
  boolean isKnown() {
    return nodesKnown > 0;
  }

  private LeaseRequest request(int needed, int spare) {
    return new LeaseRequest(
        cluster.nodeId(), ++sequence, count.held(), needed, spare, total, nodesKnown);
  }

  private Grant granted(Grant grant) {
    count.add(grant.granted());
    nodesKnown = grant.nodes();
    if (grant.total() != totalSeen) {
      totalSeen = grant.total();
      LOG.atWarn()
          .addKeyValue("configured", total)
          .addKeyValue("used", totalSeen)
          .log("nodes differ in the budget, the smallest counts");
    }
    return grant;
  }

  private <T> Future<T> inTurn(Supplier<Future<T>> call) {
    pending++;
    Future<T> answer = last.transform(previous -> call.get());
    last = answer.andThen(this::ended);
    return answer;
  }

  private void ended(Object answer, Throwable failure) {
    pending--;
    unsure = failure != null;
  }

  private <R extends Serializable> Future<R> change(Change<ConnectionBudget, R> change) {
    PromiseInternal<R> answer = context.promise();
    cluster.change(ENTRY, change).onComplete(answer);
    return answer.future();
  }
}
