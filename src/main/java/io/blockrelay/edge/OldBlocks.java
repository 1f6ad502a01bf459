package io.blockrelay.edge;

import io.blockrelay.bus.BackfillRequest;
import io.blockrelay.bus.BusAddress;
import io.blockrelay.bus.EventInbox;
import io.blockrelay.history.LogPage;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.ChainId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import java.util.List;

/** Asks the leading ingest node for blocks that this node does not remember. */
final class OldBlocks {
  static final int PAGE_BLOCKS = 100;

  // Longer than an upstream may take to answer the leader.
  private static final DeliveryOptions TIMEOUT = new DeliveryOptions().setSendTimeout(25_000);

  private final Vertx vertx;
  private final ChainId chain;
  private final EventInbox inbox;

  OldBlocks(Vertx vertx, ChainId chain, EventInbox inbox) {
    this.vertx = vertx;
    this.chain = chain;
    this.inbox = inbox;
  }

  /** The events of the blocks between two heights, at most a page. */
  Future<List<ChainEvent>> fetch(long from, long to) {
    return ask(BackfillRequest.ofHeights(from, Math.min(to, from + PAGE_BLOCKS - 1)));
  }

  /** The first event of the block with that hash. */
  Future<ChainEvent> fetch(String hash) {
    return ask(BackfillRequest.ofHash(hash)).map(events -> events.get(0));
  }

  /** Whether the upstreams answered that they do not have it. */
  static boolean notFound(Throwable failure) {
    return failure instanceof ReplyException reply
        && reply.failureCode() == BackfillRequest.NOT_FOUND;
  }

  private Future<List<ChainEvent>> ask(BackfillRequest request) {
    String leader = inbox.leader();
    if (leader.isEmpty()) {
      return Future.failedFuture("nobody leads the chain");
    }
    return vertx
        .eventBus()
        .<LogPage>request(BusAddress.backfill(chain, leader), request, TIMEOUT)
        .map(answer -> answer.body().events());
  }
}
