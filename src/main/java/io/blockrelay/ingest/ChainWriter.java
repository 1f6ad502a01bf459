package io.blockrelay.ingest;

import io.blockrelay.bus.EventPublisher;
import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the chain to the log while this node leads: completes blocks with what clients want of
 * them, and takes back what they replace. One run at a time. Confined to its chain's ingest
 * verticle.
 */
final class ChainWriter {
  /** So many blocks are completed at a time. */
  private static final int PIECE_BLOCKS = 32;

  private final ChainJournal journal;
  private final ChainTracker tracker;
  private final PartsCompletion completion;
  private final Withdrawal withdrawal;

  private @Nullable EventPublisher log;

  /** The run whose parts are being fetched. */
  private @Nullable Future<List<Block>> completing;

  ChainWriter(
      ChainJournal journal,
      ChainTracker tracker,
      PartsCompletion completion,
      Withdrawal withdrawal) {
    this.journal = journal;
    this.tracker = tracker;
    this.completion = completion;
    this.withdrawal = withdrawal;
  }

  void lead(EventPublisher newLog) {
    log = newLog;
    completing = null;
    withdrawal.begin();
  }

  void standBy() {
    log = null;
    completing = null;
  }

  boolean leads() {
    return log != null;
  }

  /** Whether a run is being completed; nothing else can be written then. */
  boolean busy() {
    return completing != null;
  }

  /** Writes what belongs to no block and cannot be recovered, at once. */
  void write(long receivedMs, Part part) {
    if (log != null) {
      log.publish(receivedMs, part);
      journal.published(1);
    }
  }

  /**
   * Writes a run of blocks, or the first piece of it.
   *
   * @param sources whom to ask for what the blocks lack
   * @param rest gets what remains to be written, empty when nothing does; not called when the lead
   *     ends before
   */
  void write(
      ChainTracker.Publish publish,
      Supplier<List<UpstreamDialogue>> sources,
      Consumer<List<Block>> rest) {
    List<Block> run = publish.blocks();
    int split = Math.min(PIECE_BLOCKS, run.size());
    // Whoever resumed over them has what nobody wanted when they were published.
    Future<List<Block>> removed =
        completion.completeRemoved(withdrawal.remembered(publish.removed()), sources);
    Future<List<Block>> asked =
        completion
            .complete(run.subList(0, split), sources)
            .compose(completed -> removed.map(completed));
    completing = asked;
    asked.onComplete(
        completed -> {
          // A later lead may have begun with an equal run.
          if (completing != asked) {
            return;
          }
          completing = null;
          if (completed.succeeded()) {
            write(publish.removed().size(), removed.result(), completed.result());
            rest.accept(run.subList(split, run.size()));
          } else {
            // It left the chain, or nobody answers: the next announcement leads past it.
            journal.incomplete(run.get(0), completed.cause());
            rest.accept(List.of());
          }
        });
  }

  private void write(int depth, List<Block> removed, List<Block> blocks) {
    EventPublisher leader = log;
    if (leader == null) {
      return;
    }
    if (depth > 0) {
      journal.reorganised(depth, blocks.get(0));
    }
    tracker.published(blocks);
    List<Part> withdrawn = withdrawal.of(removed, blocks);
    for (Block block : blocks) {
      leader.publish(block, withdrawn);
      withdrawal.published(block);
      withdrawn = List.of();
    }
    journal.published(blocks.size());
  }
}
