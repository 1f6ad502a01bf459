package io.blockrelay.ingest;

import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Read.Sharing;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/**
 * Asks one node after the other until one answers; what changes something is asked once. Confined
 * to its chain's ingest verticle.
 */
final class UpstreamReads {
  /** How often a node that has the block is looked for, once in a {@code pause}. */
  static final int LOOKS_MAX = 40;

  private final ReadSources sources;
  private final Supplier<Future<?>> pause;
  private final int inFlightMax;
  private int inFlight;

  /**
   * @param pause a moment; {@link #LOOKS_MAX} of them are as long as a question waits for a node
   *     that has the block
   * @param inFlightMax questions beyond it fail
   */
  UpstreamReads(ReadSources sources, Supplier<Future<?>> pause, int inFlightMax) {
    this.sources = sources;
    this.pause = pause;
    this.inFlightMax = inFlightMax;
  }

  /**
   * Asks a node that has announced a block of that height, or the best there is when in a while
   * none has.
   */
  Future<Answer> read(Read read, long height) {
    if (inFlight >= inFlightMax) {
      return Future.failedFuture("too many questions at once");
    }
    inFlight++;
    return find(height, LOOKS_MAX)
        .compose(nodes -> ask(read, nodes))
        .onComplete(answered -> inFlight--);
  }

  private Future<List<UpstreamDialogue>> find(long height, int looks) {
    List<UpstreamDialogue> having = sources.having(height);
    if (!having.isEmpty()) {
      return Future.succeededFuture(having);
    }
    // The edge's clients were told by the one node that was first; the others are about to know.
    return looks == 0
        ? Future.succeededFuture(sources.highestFirst())
        : pause.get().compose(later -> find(height, looks - 1));
  }

  private static Future<Answer> ask(Read read, List<UpstreamDialogue> nodes) {
    if (nodes.isEmpty()) {
      return Future.failedFuture("no upstream is attached");
    }
    Future<Answer> answer = nodes.get(0).read(read.request());
    List<UpstreamDialogue> others = nodes.subList(1, nodes.size());
    return others.isEmpty() || read.sharing() == Sharing.ALONE
        ? answer
        : answer.recover(failure -> ask(read, others));
  }
}
