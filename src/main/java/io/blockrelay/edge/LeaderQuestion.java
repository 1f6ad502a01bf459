package io.blockrelay.edge;

import io.blockrelay.bus.BusAddress;
import io.blockrelay.bus.ReadAnswer;
import io.blockrelay.bus.ReadRequest;
import io.blockrelay.model.ChainId;
import io.blockrelay.protocol.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One question to whoever leads a chain. A leader that dies does not say so: its silence would last
 * for the whole time-out, so the next leader is asked as soon as there is one. Confined to the
 * caller's event loop.
 */
final class LeaderQuestion {
  /** Longer than two upstreams may take to answer the leader. */
  private static final long ANSWER_MS = 25_000;

  private static final DeliveryOptions TIMEOUT = new DeliveryOptions().setSendTimeout(ANSWER_MS);

  private static final long LOOK_MS = 100;

  /** So often somebody else is looked for when the leader is known to be gone. */
  private static final int LOOKS_WITHOUT_LEADER_MAX = 30;

  private final Vertx vertx;
  private final ChainId chain;
  private final Supplier<String> leader;
  private final ReadRequest request;
  private int looksLeft = Integer.MAX_VALUE;

  LeaderQuestion(Vertx vertx, ChainId chain, Supplier<String> leader, ReadRequest request) {
    this.vertx = vertx;
    this.chain = chain;
    this.leader = leader;
    this.request = request;
  }

  /**
   * Asks the leader.
   *
   * @param again whether the next leader may be asked too, when the lead changes before the answer
   */
  Future<Answer> ask(boolean again) {
    String first = leader.get();
    if (first.isEmpty()) {
      return Future.failedFuture("nobody leads the chain");
    }
    return again ? askWatching(first) : ask(first);
  }

  private Future<Answer> askWatching(String first) {
    Promise<Answer> answered = ((VertxInternal) vertx).getOrCreateContext().promise();
    ask(first)
        .onSuccess(answered::tryComplete)
        .onFailure(
            failure -> {
              if (isGone(failure)) {
                looksLeft = LOOKS_WITHOUT_LEADER_MAX;
              } else if (leader.get().equals(first)) {
                answered.tryFail(failure);
              }
            });
    long watch = vertx.setPeriodic(LOOK_MS, id -> look(id, first, answered));
    return answered
        .future()
        .timeout(ANSWER_MS, TimeUnit.MILLISECONDS)
        .onComplete(done -> vertx.cancelTimer(watch));
  }

  private void look(long watch, String first, Promise<Answer> answered) {
    String now = leader.get();
    if (!now.equals(first)) {
      vertx.cancelTimer(watch);
      ask(now).onSuccess(answered::tryComplete).onFailure(answered::tryFail);
    } else if (--looksLeft == 0) {
      answered.tryFail("the leader is gone, and nobody follows it");
    }
  }

  private Future<Answer> ask(String nodeId) {
    return vertx
        .eventBus()
        .<ReadAnswer>request(BusAddress.reads(chain, nodeId), request, TIMEOUT)
        .map(answer -> new Answer(answer.body().refused(), answer.body().json()));
  }

  private static boolean isGone(Throwable failure) {
    return failure instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.NO_HANDLERS;
  }
}
