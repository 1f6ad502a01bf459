package io.blockrelay.ingest;

import io.blockrelay.bus.BackfillRequest;
import io.blockrelay.model.Block;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What is asked of the upstreams for clients that resume: equal requests are one, so many are under
 * way at a time, and the others wait. A crowd that comes back to the same block costs one question
 * then, and one that asks for blocks which do not exist takes no more of the upstreams than that.
 *
 * <p>Confined to its chain's ingest verticle.
 */
final class FetchQueue {
  static final int UNDER_WAY_MAX = 16;
  static final int WAITING_MAX = 1_000;

  private final Function<BackfillRequest, Future<List<Block>>> fetch;
  private final Map<BackfillRequest, Promise<List<Block>>> asked = new HashMap<>();
  private final Deque<BackfillRequest> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean beginning;

  FetchQueue(Function<BackfillRequest, Future<List<Block>>> fetch) {
    this.fetch = fetch;
  }

  /** Fails also when too many wait. */
  Future<List<Block>> ask(BackfillRequest request) {
    Promise<List<Block>> known = asked.get(request);
    if (known != null) {
      return known.future();
    }
    if (waiting.size() == WAITING_MAX) {
      return Future.failedFuture("too many blocks are asked for");
    }
    Promise<List<Block>> promise = Promise.promise();
    asked.put(request, promise);
    waiting.add(request);
    beginNext();
    return promise.future();
  }

  private void beginNext() {
    if (beginning) {
      // What fails at once is followed by the loop below, not by a deeper one.
      return;
    }
    beginning = true;
    while (underWay < UNDER_WAY_MAX && !waiting.isEmpty()) {
      begin(waiting.remove());
    }
    beginning = false;
  }

  private void begin(BackfillRequest request) {
    underWay++;
    fetch
        .apply(request)
        .onComplete(
            (blocks, failure) -> {
              underWay--;
              Objects.requireNonNull(asked.remove(request)).complete(blocks, failure);
              beginNext();
            });
  }
}
