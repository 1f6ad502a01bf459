package io.blockrelay.registry;

import io.blockrelay.cluster.Cluster;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** How nodes ask each other for idle permits, over the event bus. */
final class Reclaim {
  private static final DeliveryOptions WITHIN_A_SECOND =
      new DeliveryOptions().setSendTimeout(1_000);

  private final Cluster cluster;

  Reclaim(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Asks these nodes for idle permits.
   *
   * @return whether it is worth leasing again: one has given some back, or may soon. Never fails; a
   *     node that is silent for a second counts as one that has nothing
   */
  Future<Boolean> ask(Set<String> nodes, int wanted) {
    List<Future<Boolean>> answers = nodes.stream().map(node -> ask(node, wanted)).toList();
    return Future.join(answers).map(CompositeFuture::list).map(list -> list.contains(true));
  }

  private Future<Boolean> ask(String node, int wanted) {
    return cluster
        .vertx()
        .eventBus()
        .<Boolean>request(address(node), wanted, WITHIN_A_SECOND)
        .map(Message::body)
        .otherwise(false);
  }

  /**
   * Answers what other nodes ask this one, on the calling context.
   *
   * @param give gives back at most this many and says whether it is worth leasing again
   */
  MessageConsumer<Integer> answer(IntFunction<Future<Boolean>> give) {
    return cluster
        .vertx()
        .eventBus()
        .consumer(address(cluster.nodeId()), ask -> give.apply(ask.body()).onSuccess(ask::reply));
  }

  private static String address(String node) {
    return "blockrelay.permits." + node;
  }
}
