package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Gives blocks the parts that somebody wants, from whichever upstream has them. */
final class PartsCompletion {
  private static final int TRIES_MAX = 8;

  private final Supplier<Set<EventKind>> wanted;
  private final Supplier<Future<?>> pause;

  /**
   * @param wanted the kinds of parts that somebody wants now
   * @param pause completes when it is time to try again
   */
  PartsCompletion(Supplier<Set<EventKind>> wanted, Supplier<Future<?>> pause) {
    this.wanted = wanted;
    this.pause = pause;
  }

  /**
   * The blocks with every part that is wanted when this completes, which is at once when none is
   * missing. Fails with {@link NotFoundException} when no upstream knows a block any more; a source
   * that does not answer is asked again a few times.
   *
   * @param sources asked in turn until one answers
   */
  Future<List<Block>> complete(List<Block> blocks, Supplier<List<UpstreamDialogue>> sources) {
    Set<EventKind> kinds = wanted.get();
    if (blocks.stream().allMatch(block -> missing(block, kinds).isEmpty())) {
      return Future.succeededFuture(blocks);
    }
    List<Future<Block>> answers =
        blocks.stream().map(block -> attempt(block, kinds, sources, 1)).toList();
    // While they were fetched, somebody may have asked for more.
    return Future.all(answers).compose(all -> complete(all.list(), sources));
  }

  private Future<Block> attempt(
      Block block, Set<EventKind> kinds, Supplier<List<UpstreamDialogue>> sources, int attempt) {
    Set<EventKind> missing = missing(block, kinds);
    if (missing.isEmpty()) {
      return Future.succeededFuture(block);
    }
    return ask(block, missing, sources.get())
        .recover(
            failure ->
                failure instanceof NotFoundException || attempt == TRIES_MAX
                    ? Future.failedFuture(failure)
                    : pause.get().compose(now -> attempt(block, kinds, sources, attempt + 1)));
  }

  private static Future<Block> ask(
      Block block, Set<EventKind> missing, List<UpstreamDialogue> sources) {
    if (sources.isEmpty()) {
      return Future.failedFuture("no upstream is attached");
    }
    List<UpstreamDialogue> others = sources.subList(1, sources.size());
    Future<Block> answer = sources.get(0).complete(block, missing);
    return others.isEmpty() ? answer : answer.recover(failure -> ask(block, missing, others));
  }

  private static Set<EventKind> missing(Block block, Set<EventKind> kinds) {
    Set<EventKind> missing = new HashSet<>(kinds);
    missing.removeIf(block::has);
    return missing;
  }
}
