package io.blockrelay.ingest;

import io.blockrelay.bus.BusAddress;
import io.blockrelay.bus.Demand;
import io.blockrelay.bus.ReadRequest;
import io.blockrelay.bus.Wanted;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears from all nodes what their clients want of the kinds on demand, and has the leading upstream
 * bring it. Confined to its chain's ingest verticle.
 */
final class DemandService {
  private final Vertx vertx;
  private final ChainId chain;
  private final String nodeId;
  private final ChainProtocol protocol;
  private final Supplier<@Nullable UpstreamDialogue> source;
  private final Function<Set<EventKind>, Future<Void>> offered;
  private final Map<EventKind, Long> heardAtMs = new HashMap<>();

  private @Nullable UpstreamDialogue told;
  private Set<EventKind> toldStreams = Set.of();
  private Future<Void> brought = Future.succeededFuture();

  /**
   * @param source the upstream whose streams are published; null while this node does not lead
   * @param offered fails with {@link Refusal} when the upstreams do not offer one of these parts
   */
  DemandService(
      Vertx vertx,
      ChainId chain,
      String nodeId,
      ChainProtocol protocol,
      Supplier<@Nullable UpstreamDialogue> source,
      Function<Set<EventKind>, Future<Void>> offered) {
    this.vertx = vertx;
    this.chain = chain;
    this.nodeId = nodeId;
    this.protocol = protocol;
    this.source = source;
    this.offered = offered;
  }

  Future<?> start() {
    return Future.all(
        vertx
            .eventBus()
            .<Wanted>consumer(BusAddress.demand(chain), message -> heard(message.body().kinds()))
            .completion(),
        vertx.eventBus().consumer(BusAddress.demand(chain, nodeId), this::answer).completion());
  }

  /** A node wants these. */
  void heard(Set<EventKind> kinds) {
    long now = System.currentTimeMillis();
    kinds.forEach(kind -> heardAtMs.put(kind, now));
    bring();
  }

  /** The parts that blocks must have to be published now. */
  Set<EventKind> parts() {
    return wanted(protocol.partsOnDemand());
  }

  /** Has the right upstream bring the right streams; to be called when either may have changed. */
  void bring() {
    UpstreamDialogue now = source.get();
    Set<EventKind> streams = wanted(protocol.streamsOnDemand());
    if (told != null && !told.equals(now)) {
      told.want(Set.of());
      told = null;
    }
    if (now != null && (told == null || brought.failed() || !streams.equals(toldStreams))) {
      told = now;
      toldStreams = streams;
      brought = now.want(streams);
    }
  }

  private void answer(Message<Wanted> message) {
    heard(message.body().kinds());
    if (source.get() == null) {
      message.fail(ReadRequest.UNAVAILABLE, "this node does not lead");
      return;
    }
    brought
        .compose(done -> offered.apply(message.body().kinds()))
        .onSuccess(done -> message.reply(null))
        .onFailure(
            failure ->
                message.fail(
                    unsupported(failure) ? Demand.UNSUPPORTED : ReadRequest.UNAVAILABLE,
                    failure.getMessage()));
  }

  private static boolean unsupported(Throwable failure) {
    return failure instanceof Refusal refusal && refusal.reason() == Refusal.Reason.UNSUPPORTED;
  }

  private Set<EventKind> wanted(Set<EventKind> kinds) {
    long since = System.currentTimeMillis() - Wanted.LINGER_MS;
    Set<EventKind> wanted = new HashSet<>(kinds);
    wanted.removeIf(kind -> heardAtMs.getOrDefault(kind, Long.MIN_VALUE) < since);
    return wanted;
  }
}
