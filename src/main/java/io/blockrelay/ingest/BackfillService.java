package io.blockrelay.ingest;

import io.blockrelay.bus.BackfillRequest;
import io.blockrelay.bus.BusAddress;
import io.blockrelay.history.LogPage;
import io.blockrelay.model.Block;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Position;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Fetches blocks upstream that no node remembers, for clients that resume from far behind. */
final class BackfillService {
  private static final long BLOCKS_MAX = 512;

  private final Vertx vertx;
  private final String address;
  private final FetchQueue fetches;

  BackfillService(
      Vertx vertx, ChainId chain, String nodeId, Supplier<List<UpstreamDialogue>> sources) {
    this.vertx = vertx;
    this.address = BusAddress.backfill(chain, nodeId);
    this.fetches = new FetchQueue(request -> fetch(request, sources.get()));
  }

  Future<Void> start() {
    return vertx.eventBus().<BackfillRequest>consumer(address, this::answer).completion();
  }

  private void answer(Message<BackfillRequest> message) {
    fetches
        .ask(message.body())
        .onSuccess(blocks -> message.reply(new LogPage(0, Position.NONE, events(blocks))))
        .onFailure(
            failure ->
                message.fail(
                    failure instanceof NotFoundException
                        ? BackfillRequest.NOT_FOUND
                        : BackfillRequest.UNAVAILABLE,
                    failure.getMessage()));
  }

  private static Future<List<Block>> fetch(
      BackfillRequest request, List<UpstreamDialogue> sources) {
    if (sources.isEmpty()) {
      return Future.failedFuture("no upstream is attached");
    }
    UpstreamDialogue source = sources.get(0);
    Future<List<Block>> answer =
        request.hash().isEmpty()
            ? source.fetch(request.from(), Math.min(request.to(), request.from() + BLOCKS_MAX - 1))
            : source.fetch(request.hash()).map(List::of);
    answer = answer.compose(blocks -> complete(source, blocks, request.kinds()));
    List<UpstreamDialogue> others = sources.subList(1, sources.size());
    return others.isEmpty() ? answer : answer.recover(failure -> fetch(request, others));
  }

  private static Future<List<Block>> complete(
      UpstreamDialogue source, List<Block> blocks, Set<EventKind> kinds) {
    if (kinds.isEmpty()) {
      return Future.succeededFuture(blocks);
    }
    List<Future<Block>> completed =
        blocks.stream().map(block -> source.complete(block, kinds)).toList();
    return Future.all(completed).map(CompositeFuture::list);
  }

  /** Outside the log, so without a place in it. */
  private static List<ChainEvent> events(List<Block> blocks) {
    List<ChainEvent> events = new ArrayList<>();
    blocks.forEach(block -> events.add(block.at(Position.NONE, List.of())));
    return events;
  }
}
