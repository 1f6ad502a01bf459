package io.blockrelay.registry;

import io.blockrelay.cluster.Cluster;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * This node's part of the cluster's connection budget. Safe for any thread; shared by all event
 * loops of the node. What talks to the cluster runs on one context of its own.
 *
 * <p>An idle permit is taken without asking anybody. Otherwise callers wait, first come first
 * served, for one request for all of them; and when nothing is left, other nodes are asked for
 * their idle permits before anybody is refused. While the cluster does not answer, the node goes on
 * with what it holds.
 */
public final class Permits {
  /** Held in reserve, so that a connection rarely waits for the cluster. */
  static final int SPARE = 16;

  private static final int FRUITLESS_MAX = 3;
  private static final long REFUSED_PAUSE_MS = 20;
  private static final long TICK_MS = 1_000;
  private static final int TICKS_TO_TRIM = 5;

  private final ContextInternal context;
  private final PermitCount count = new PermitCount();
  private final LeaseCalls calls;
  private final Reclaim reclaim;
  private final Queue<Promise<Boolean>> waiters = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean stopped;

  // Confined to the context.
  private boolean asking;
  private int toAnswer;
  private long ticks;
  private long timer;
  private @Nullable MessageConsumer<Integer> asked;

  /**
   * @param total the whole cluster's budget
   */
  public Permits(Cluster cluster, int total) {
    this.context = ((VertxInternal) cluster.vertx()).createEventLoopContext();
    this.calls = new LeaseCalls(cluster, context, count, total);
    this.reclaim = new Reclaim(cluster);
    cluster.onNodesChanged(() -> context.runOnContext(changed -> reportIfKnown()));
  }

  /** Lets other nodes ask this one for idle permits. Completes when they can. */
  public Future<Void> start() {
    Promise<Void> started = context.promise();
    context.runOnContext(
        start -> {
          timer = context.setPeriodic(TICK_MS, tick -> tick());
          asked = reclaim.answer(this::give);
          asked.completion().onComplete(started);
        });
    return started.future();
  }

  /** Takes an idle permit, if this node has one and nobody waits for it. Never blocks. */
  public boolean tryAcquire() {
    return !stopped && waiters.isEmpty() && count.take();
  }

  /**
   * Takes a permit, from the cluster if need be.
   *
   * @return false when the budget is spent, or the cluster does not answer within 5 seconds and
   *     this node has nothing idle; never fails; completes on the caller's context
   */
  public Future<Boolean> acquire() {
    if (tryAcquire()) {
      return Future.succeededFuture(true);
    }
    Promise<Boolean> answer = context.owner().getOrCreateContext().promise();
    waiting.incrementAndGet(); // First, so that it is never less than the queue.
    waiters.add(answer);
    context.runOnContext(added -> serve());
    return answer.future();
  }

  /** Gives a permit back that {@link #tryAcquire} or {@link #acquire} gave. */
  public void release() {
    count.release();
    if (!waiters.isEmpty()) {
      context.runOnContext(released -> serve());
    }
  }

  /** The permits that this node has leased and knows of. */
  public int held() {
    return count.held();
  }

  public int inUse() {
    return count.inUse();
  }

  /**
   * Refuses everybody from now on, gives everything back and says goodbye, so that the other nodes
   * do not take it for a split when many go at once. To be called without clients; on a node that
   * never had any, too.
   */
  public Future<Void> stop() {
    stopped = true;
    Promise<Void> left = context.promise();
    context.runOnContext(
        stop -> {
          context.owner().cancelTimer(timer);
          refuse(waiting.get());
          count.withdraw(Integer.MAX_VALUE);
          Future<Void> silent =
              asked == null ? Future.succeededFuture() : asked.unregister().otherwiseEmpty();
          silent.compose(ignored -> calls.leave()).<Void>mapEmpty().onComplete(left);
        });
    return left.future();
  }

  private void serve() {
    admit();
    if (stopped) {
      refuse(waiting.get());
    } else if (!waiters.isEmpty() && !asking) {
      asking = true;
      toAnswer = waiting.get();
      ask(FRUITLESS_MAX);
    }
  }

  private void admit() {
    while (!waiters.isEmpty() && count.take()) {
      next().complete(true);
    }
  }

  /**
   * @param attempts how often in a row it may be granted nothing: what one node gives back, another
   *     may take first
   */
  private void ask(int attempts) {
    calls.lease(waiting.get(), SPARE).onComplete(answer -> onGrant(answer, attempts));
  }

  private void onGrant(AsyncResult<Grant> answer, int attempts) {
    serve();
    int left = answer.succeeded() && answer.result().granted() > 0 ? FRUITLESS_MAX : attempts - 1;
    if (toAnswer == 0) {
      asking = false;
      serve();
    } else if (answer.failed() || !answer.result().open() || left == 0) {
      refuseAsked();
    } else {
      reclaim
          .ask(answer.result().others().keySet(), waiting.get())
          .onSuccess(
              worthIt -> {
                if (worthIt) {
                  ask(left);
                } else {
                  refuseAsked();
                }
              });
    }
  }

  /** Those who came later have not been asked for; their turn is next, after a pause. */
  private void refuseAsked() {
    // One that was counted before it had queued has its permit, too.
    admit();
    refuse(toAnswer);
    // Without it, a crowd at the door of a full cluster would keep all nodes asking each other.
    context.setTimer(
        REFUSED_PAUSE_MS,
        paused -> {
          asking = false;
          serve();
        });
  }

  private void refuse(int waitersToRefuse) {
    for (int i = 0; i < waitersToRefuse && !waiters.isEmpty(); i++) {
      next().complete(false);
    }
  }

  private Promise<Boolean> next() {
    waiting.decrementAndGet();
    toAnswer = Math.max(0, toAnswer - 1);
    return waiters.remove();
  }

  /** Another node needs some. They are gone from here before the cluster is told. */
  private Future<Boolean> give(int wanted) {
    int given = count.withdraw(wanted);
    boolean mayHaveSome = asking || calls.isBusy();
    return given == 0
        ? Future.succeededFuture(mayHaveSome)
        : calls.report().map(true).otherwise(true);
  }

  private void tick() {
    ticks++;
    boolean trimmed = ticks % TICKS_TO_TRIM == 0 && count.withdraw(count.idle() - SPARE) > 0;
    if (trimmed || (calls.isUnsure() && !calls.isBusy())) {
      calls.report();
    }
  }

  // After a split or the loss of the entry, the cluster must hear how many clients are here.
  private void reportIfKnown() {
    if (calls.isKnown() && !stopped) {
      calls.report();
    }
  }
}
