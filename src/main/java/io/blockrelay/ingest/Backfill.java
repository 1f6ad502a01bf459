package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gets the blocks before a run of blocks, from whichever upstream has them. */
final class Backfill {
  private static final int TRIES_MAX = 8;

  private final Supplier<Future<?>> pause;

  /** The upstreams' chain no longer leads to the run: it was reorganised away meanwhile. */
  static final class LeftBehindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeftBehindException() {
      super("the chain no longer leads there", null, false, false);
    }
  }

  /**
   * @param pause completes when it is time to try again
   */
  Backfill(Supplier<Future<?>> pause) {
    this.pause = pause;
  }

  /**
   * The run with the blocks {@code from} to {@code to} before it. Fails with {@link
   * LeftBehindException}, or when no source has the blocks; a source that does not answer is asked
   * again a few times.
   *
   * @param sources asked in turn until one answers
   */
  Future<List<Block>> before(
      List<Block> run, long from, long to, Supplier<List<UpstreamDialogue>> sources) {
    return attempt(run, from, to, sources, 1);
  }

  private Future<List<Block>> attempt(
      List<Block> run, long from, long to, Supplier<List<UpstreamDialogue>> sources, int attempt) {
    return ask(run, from, to, sources.get())
        .recover(
            failure -> {
              boolean answered =
                  failure instanceof LeftBehindException || failure instanceof NotFoundException;
              return answered || attempt == TRIES_MAX
                  ? Future.failedFuture(failure)
                  : pause.get().compose(now -> attempt(run, from, to, sources, attempt + 1));
            });
  }

  private static Future<List<Block>> ask(
      List<Block> run, long from, long to, List<UpstreamDialogue> sources) {
    if (sources.isEmpty()) {
      return Future.failedFuture("no upstream is attached");
    }
    List<UpstreamDialogue> others = sources.subList(1, sources.size());
    Future<List<Block>> answer =
        sources.get(0).fetch(from, to).map(ancestors -> join(ancestors, run));
    return others.isEmpty() ? answer : answer.recover(failure -> ask(run, from, to, others));
  }

  private static List<Block> join(List<Block> ancestors, List<Block> run) {
    List<Block> joined = new ArrayList<>(ancestors);
    joined.addAll(run);
    for (int i = 1; i < joined.size(); i++) {
      if (!joined.get(i).parent().equals(joined.get(i - 1).hash())) {
        throw new LeftBehindException();
      }
    }
    return joined;
  }
}
