package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Gives blocks the parts that somebody wants, from whichever upstream has them. */
final class PartsCompletion {
  private static final int TRIES_MAX = 8;
  private static final int REMOVED_MAX = 32;

  private final Supplier<Set<EventKind>> wanted;
  private final Supplier<Future<?>> pause;

  /** Kinds that no attached upstream offers; blocks go without them, so that the others come. */
  private final Set<EventKind> unsupported = new HashSet<>();

  /**
   * @param wanted the kinds of parts that somebody wants now
   * @param pause completes when it is time to try again
   */
  PartsCompletion(Supplier<Set<EventKind>> wanted, Supplier<Future<?>> pause) {
    this.wanted = wanted;
    this.pause = pause;
  }

  /** Another upstream is attached, which may offer what the others did not. */
  void upstreamsChanged() {
    unsupported.clear();
  }

  /** Whether it is known that no upstream offers one of these. */
  boolean lacksAny(Set<EventKind> kinds) {
    return kinds.stream().anyMatch(unsupported::contains);
  }

  /**
   * The blocks with every part that is wanted when this completes, which is at once when none is
   * missing. Fails with {@link NotFoundException} when no upstream knows a block any more; a source
   * that does not answer is asked again a few times.
   *
   * @param sources asked in turn until one answers
   */
  Future<List<Block>> complete(List<Block> blocks, Supplier<List<UpstreamDialogue>> sources) {
    if (blocks.stream().allMatch(block -> missing(block).isEmpty())) {
      return Future.succeededFuture(blocks);
    }
    List<Future<Block>> answers =
        blocks.stream().map(block -> attempt(block, missing(block), sources, 1)).toList();
    // While they were fetched, somebody may have asked for more.
    return Future.all(answers).compose(all -> complete(all.list(), sources));
  }

  /**
   * The same for blocks that leave the chain, as far as it can be had before anybody would be asked
   * again: nodes may know such blocks no more, and those that take their place wait. Never fails.
   *
   * @param removed newest first; only the first of very many are completed
   */
  Future<List<Block>> completeRemoved(
      List<Block> removed, Supplier<List<UpstreamDialogue>> sources) {
    if (removed.stream().allMatch(block -> missing(block).isEmpty())) {
      return Future.succeededFuture(removed);
    }
    List<Future<Block>> answers =
        removed.stream().limit(REMOVED_MAX).map(block -> askOnce(block, sources.get())).toList();
    return Future.any(Future.all(answers), pause.get()).map(due -> merge(answers, removed));
  }

  private Future<Block> askOnce(Block block, List<UpstreamDialogue> sources) {
    Set<EventKind> missing = missing(block);
    return missing.isEmpty()
        ? Future.succeededFuture(block)
        : ask(block, missing, sources).otherwise(block);
  }

  private static List<Block> merge(List<Future<Block>> answers, List<Block> blocks) {
    List<Block> merged = new ArrayList<>(blocks);
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).succeeded()) {
        merged.set(i, answers.get(i).result());
      }
    }
    return merged;
  }

  private Future<Block> attempt(
      Block block, Set<EventKind> missing, Supplier<List<UpstreamDialogue>> sources, int attempt) {
    if (missing.isEmpty()) {
      return Future.succeededFuture(block);
    }
    return ask(block, missing, sources.get())
        .recover(
            failure -> {
              if (isUnsupported(failure)) {
                return oneByOne(block, missing, sources, attempt);
              }
              return failure instanceof NotFoundException || attempt == TRIES_MAX
                  ? Future.failedFuture(failure)
                  : pause.get().compose(now -> attempt(block, missing, sources, attempt + 1));
            });
  }

  /** Finds out which of the kinds it is that nobody offers. */
  private Future<Block> oneByOne(
      Block block, Set<EventKind> missing, Supplier<List<UpstreamDialogue>> sources, int attempt) {
    if (missing.size() == 1) {
      unsupported.addAll(missing);
      return Future.succeededFuture(block);
    }
    Future<Block> completed = Future.succeededFuture(block);
    for (EventKind kind : missing) {
      completed = completed.compose(before -> attempt(before, Set.of(kind), sources, attempt));
    }
    return completed;
  }

  /** Fails as unsupported only when every source does: one that is late may well offer it. */
  private static Future<Block> ask(
      Block block, Set<EventKind> missing, List<UpstreamDialogue> sources) {
    if (sources.isEmpty()) {
      return Future.failedFuture("no upstream is attached");
    }
    List<UpstreamDialogue> others = sources.subList(1, sources.size());
    Future<Block> answer = sources.get(0).complete(block, missing);
    return others.isEmpty()
        ? answer
        : answer.recover(
            failure ->
                ask(block, missing, others)
                    .recover(last -> Future.failedFuture(isUnsupported(last) ? failure : last)));
  }

  private static boolean isUnsupported(Throwable failure) {
    return failure instanceof Refusal refusal && refusal.reason() == Refusal.Reason.UNSUPPORTED;
  }

  private Set<EventKind> missing(Block block) {
    Set<EventKind> missing = new HashSet<>(wanted.get());
    missing.removeAll(unsupported);
    missing.removeIf(block::has);
    return missing;
  }
}
