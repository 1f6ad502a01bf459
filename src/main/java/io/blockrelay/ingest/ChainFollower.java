package io.blockrelay.ingest;

import io.blockrelay.bus.EventPublisher;
import io.blockrelay.ingest.ChainTracker.Known;
import io.blockrelay.ingest.ChainTracker.Missing;
import io.blockrelay.ingest.ChainTracker.Publish;
import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.UpstreamDialogue;
import io.blockrelay.reads.Tip;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the upstreams announce into the published chain while this node leads, one block at a
 * time: a gap is filled before anything after it is looked at. Confined to its chain's ingest
 * verticle.
 */
final class ChainFollower {
  /** A gap that is wider is not filled: the chain is followed from behind it. */
  private static final long GAP_BLOCKS_MAX = 10_000;

  private final ChainJournal journal;
  private final ChainTracker tracker;
  private final Backfill backfill;
  private final ChainWriter writer;
  private final RecentBlocks recent = new RecentBlocks(1_024, 32 << 20);
  private final Function<UpstreamConnection, List<UpstreamDialogue>> sources;
  private final WaitingBlocks waiting = new WaitingBlocks(1_024, 32 << 20);

  /** What each upstream announced last. */
  private final Map<UpstreamConnection, Announced> newest = new LinkedHashMap<>();

  private @Nullable Gap gap;
  private boolean looping;

  /** A block, and what it means that it was this upstream which announced it. */
  record Announced(Block block, UpstreamConnection from, boolean leads, long previousHeight) {
    Announced leadsNoMore() {
      return new Announced(block, from, false, previousHeight);
    }
  }

  /** What waits for blocks before it. */
  private static final class Gap {
    private final Announced candidate;
    private final List<Block> run;

    Gap(Announced candidate, List<Block> run) {
      this.candidate = candidate;
      this.run = run;
    }
  }

  /**
   * @param sources the upstreams to ask for missing blocks, the given one first
   */
  ChainFollower(
      ChainJournal journal,
      ChainTracker tracker,
      Backfill backfill,
      PartsCompletion completion,
      Withdrawal withdrawal,
      Function<UpstreamConnection, List<UpstreamDialogue>> sources) {
    this.journal = journal;
    this.tracker = tracker;
    this.backfill = backfill;
    this.writer = new ChainWriter(journal, tracker, completion, withdrawal);
    this.sources = sources;
  }

  /** Publishes from now on, where the given blocks end. */
  void lead(EventPublisher newPublisher, List<ChainTracker.Published> published) {
    tracker.reset(published);
    gap = null;
    writer.lead(newPublisher);
    // The last leader may not have come to publish these any more.
    waiting.clear();
    newest.values().forEach(waiting::add);
    next();
  }

  /** Only listens from now on. */
  void standBy() {
    writer.standBy();
    waiting.clear();
    gap = null;
  }

  /**
   * The last published block's hash, empty when this node does not lead or nothing is published.
   */
  String tipHash() {
    return writer.leads() ? tracker.tipHash() : "";
  }

  /** The last published block, {@link Tip#NONE} when this node does not lead. */
  Tip tip() {
    return writer.leads() ? new Tip(tracker.tipHeight(), tracker.tipHash()) : Tip.NONE;
  }

  /**
   * That upstream leads now, or none does. What another one said last is no change of branch to
   * follow any more: by the time that this node takes the lead, it may be hours old.
   */
  void leading(Optional<UpstreamConnection> upstream) {
    newest.replaceAll(
        (from, last) -> upstream.filter(from::equals).isPresent() ? last : last.leadsNoMore());
  }

  void announced(Announced announced) {
    recent.add(announced.block());
    newest.put(announced.from(), announced);
    if (writer.leads()) {
      waiting.add(announced);
      closeGap();
      next();
    }
  }

  /**
   * An announcement that belongs to no block; it cannot be recovered, so it is published as it
   * comes.
   */
  void event(long receivedMs, Part part) {
    writer.write(receivedMs, part);
  }

  /** Another upstream may announce what is being asked for, and faster than anybody answers. */
  private void closeGap() {
    if (gap != null) {
      List<Block> run = recent.extendDown(gap.run, tracker::isPublished);
      if (tracker.isPublished(run.get(0).parent())) {
        Announced candidate = gap.candidate;
        gap = null;
        follow(candidate, run);
      }
    }
  }

  private void next() {
    if (looping) {
      return;
    }
    looping = true;
    while (gap == null && writer.leads() && !writer.busy() && !waiting.isEmpty()) {
      Announced candidate = waiting.remove();
      if (tracker.worthFollowing(
          candidate.block(), candidate.leads(), candidate.previousHeight())) {
        follow(candidate, List.of(candidate.block()));
      }
    }
    looping = false;
  }

  private void follow(Announced candidate, List<Block> known) {
    List<Block> run = recent.extendDown(known, tracker::isPublished);
    ChainTracker.Verdict verdict = tracker.weigh(run);
    if (verdict instanceof Publish publish) {
      publish(candidate, publish);
    } else if (verdict instanceof Missing missing) {
      fill(candidate, run, missing);
    } else if (!(verdict instanceof Known)) {
      throw new IllegalStateException("unknown verdict " + verdict);
    }
  }

  private void fill(Announced candidate, List<Block> run, Missing missing) {
    if (missing.to() - missing.from() >= GAP_BLOCKS_MAX) {
      jump(candidate, run, missing, "the gap is too wide");
      return;
    }
    Gap asked = new Gap(candidate, run);
    gap = asked;
    backfill
        .before(run, missing.from(), missing.to(), () -> sources.apply(candidate.from()))
        .onComplete(
            filled -> {
              if (gap != asked) {
                return;
              }
              gap = null;
              if (filled.succeeded()) {
                follow(candidate, filled.result());
              } else {
                unfilled(candidate, run, missing, filled.cause());
              }
              next();
            });
  }

  private void unfilled(Announced candidate, List<Block> run, Missing missing, Throwable why) {
    if (why instanceof Backfill.LeftBehindException) {
      // The upstream changed branch while we asked; what it announces next will lead there.
      return;
    }
    List<Block> longer = recent.extendDown(run, tracker::isPublished);
    if (longer.size() > run.size()) {
      // Another upstream announced meanwhile what nobody could give.
      follow(candidate, longer);
      return;
    }
    String tip = tracker.tipHash();
    if (candidate.from().live() && !candidate.from().resumedAfter(tip)) {
      candidate.from().replace("blocks are missing, to be had by resuming");
    } else {
      jump(candidate, run, missing, String.valueOf(why.getMessage()));
    }
  }

  /** Nobody has what is missing; standing still for ever would lose everything else too. */
  private void jump(Announced candidate, List<Block> run, Missing missing, String why) {
    journal.lost(missing, why);
    publish(candidate, tracker.force(run));
  }

  private void publish(Announced candidate, Publish publish) {
    writer.write(
        publish,
        () -> sources.apply(candidate.from()),
        rest -> {
          if (!rest.isEmpty()) {
            follow(candidate, rest);
          }
          next();
        });
  }
}
