package io.blockrelay.edge;

import io.blockrelay.bus.BusAddress;
import io.blockrelay.bus.ReadAnswer;
import io.blockrelay.bus.ReadRequest;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Reads;
import io.blockrelay.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;

/** Has the leading ingest node ask a node of the chain. Confined to one event loop. */
final class LeaderReads implements Reads {
  private static final DeliveryOptions TIMEOUT = new DeliveryOptions().setSendTimeout(25_000);

  private final Vertx vertx;
  private final ChainHub hub;

  LeaderReads(Vertx vertx, ChainHub hub) {
    this.vertx = vertx;
    this.hub = hub;
  }

  @Override
  public Future<Answer> read(Read read) {
    String leader = hub.inbox().leader();
    if (leader.isEmpty()) {
      return Future.failedFuture(Refusal.unavailable("nobody leads the chain"));
    }
    long height = hub.inbox().history().tipHeight();
    ReadRequest request = new ReadRequest(read.request(), read.sharing().name(), height);
    return vertx
        .eventBus()
        .<ReadAnswer>request(BusAddress.reads(hub.chain(), leader), request, TIMEOUT)
        .map(answer -> new Answer(answer.body().refused(), answer.body().json()))
        .recover(
            failure ->
                Future.failedFuture(Refusal.unavailable(String.valueOf(failure.getMessage()))));
  }
}
