package io.blockrelay.edge;

import io.blockrelay.bus.BackfillRequest;
import io.blockrelay.bus.BusAddress;
import io.blockrelay.history.LogPage;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.EventKind;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the leading ingest node for blocks that this node does not remember. */
final class OldBlocks {
  static final int PAGE_BLOCKS = 100;

  // Longer than an upstream may take to answer the leader.
  private static final DeliveryOptions TIMEOUT = new DeliveryOptions().setSendTimeout(25_000);

  private final Vertx vertx;
  private final ChainHub hub;

  OldBlocks(Vertx vertx, ChainHub hub) {
    this.vertx = vertx;
    this.hub = hub;
  }

  /**
   * The blocks between two heights, at most a page.
   *
   * @param kinds what they are wanted for
   */
  Future<List<ChainEvent>> fetch(long from, long to, Set<EventKind> kinds) {
    long last = Math.min(to, from + PAGE_BLOCKS - 1);
    return ask(BackfillRequest.ofHeights(from, last, parts(kinds)));
  }

  /** The block with that hash. */
  Future<ChainEvent> fetch(String hash, Set<EventKind> kinds) {
    return ask(BackfillRequest.ofHash(hash, parts(kinds))).map(events -> events.get(0));
  }

  /**
   * The same blocks with all their parts of these kinds.
   *
   * @param run blocks that follow each other, at most a page
   */
  Future<List<ChainEvent>> complete(List<ChainEvent> run, Set<EventKind> kinds) {
    long from = run.get(0).height();
    long to = run.get(run.size() - 1).height();
    return fetch(from, to, kinds)
        .otherwise(List.of())
        .compose(
            page -> {
              Map<String, ChainEvent> byHash = new HashMap<>();
              page.forEach(block -> byHash.put(block.hash(), block));
              // Another branch may have those heights by now; nodes know the old one by its hashes.
              List<Future<ChainEvent>> whole =
                  run.stream()
                      .map(
                          block -> {
                            ChainEvent found = byHash.get(block.hash());
                            return found != null
                                ? Future.succeededFuture(found)
                                : fetch(block.hash(), kinds);
                          })
                      .toList();
              return Future.all(whole).map(CompositeFuture::list);
            });
  }

  /** Those of the kinds that a block may lack. */
  Set<EventKind> parts(Set<EventKind> kinds) {
    Set<EventKind> parts = new HashSet<>(kinds);
    parts.retainAll(hub.protocol().partsOnDemand());
    return parts;
  }

  /** Whether the upstreams answered that they do not have it. */
  static boolean notFound(Throwable failure) {
    return failure instanceof ReplyException reply
        && reply.failureCode() == BackfillRequest.NOT_FOUND;
  }

  private Future<List<ChainEvent>> ask(BackfillRequest request) {
    String leader = hub.inbox().leader();
    if (leader.isEmpty()) {
      return Future.failedFuture("nobody leads the chain");
    }
    return vertx
        .eventBus()
        .<LogPage>request(BusAddress.backfill(hub.chain(), leader), request, TIMEOUT)
        .map(answer -> answer.body().events());
  }
}
