package io.blockrelay.edge;

import io.blockrelay.history.Found;
import io.blockrelay.history.History;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.StartAt;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;

/**
 * Finds where a client wants to start, before its handshake is answered. Confined to one event
 * loop.
 */
final class Resume {
  /**
   * A block that lies further ahead is taken for a mistake, not for a client that has seen a faster
   * edge.
   */
  private static final long AHEAD_MAX = 1_000;

  /** A block that is not known yet may be under way: it is looked for so many times. */
  private static final int LOOKS = 10;

  private static final long LOOK_AGAIN_MS = 100;

  /** How far the branch of a block that this relay never saw is followed down. */
  private static final int BRANCH_MAX = 64;

  private final Vertx vertx;
  private final ChainFeed feed;
  private final History history;
  private final OldBlocks oldBlocks;
  private final int resumeBlocksMax;

  Resume(Vertx vertx, ChainFeed feed, OldBlocks oldBlocks, int resumeBlocksMax) {
    this.vertx = vertx;
    this.feed = feed;
    this.history = feed.hub().inbox().history();
    this.oldBlocks = oldBlocks;
    this.resumeBlocksMax = resumeBlocksMax;
  }

  /**
   * Finds the start.
   *
   * @param kinds what is wanted from there on
   * @return fails with a {@link Refusal}
   */
  Future<Located> locate(StartAt start, Set<EventKind> kinds) {
    return find(start, kinds).onComplete(found -> count(found));
  }

  private void count(AsyncResult<Located> found) {
    if (found.failed() || !(found.result() instanceof Located.Live)) {
      feed.hub().counts().resumed(found.succeeded());
    }
  }

  private Future<Located> find(StartAt start, Set<EventKind> kinds) {
    if (start instanceof StartAt.FromHeight from) {
      return fromHeight(from.height(), kinds);
    }
    if (start instanceof StartAt.AfterHash after) {
      return afterHash(after.hash(), kinds, LOOKS);
    }
    if (start instanceof StartAt.Within within) {
      Future<Located> from =
          within.parent().isEmpty()
              ? fromFirst(within.hash(), kinds)
              : afterHash(within.parent(), kinds, LOOKS);
      return from.map(found -> new Located.Within(found, within.hash(), within.seen()));
    }
    return Future.succeededFuture(new Located.Live());
  }

  /** From the block of that hash, which has none before it, whatever its number is. */
  private Future<Located> fromFirst(String hash, Set<EventKind> kinds) {
    ChainEvent first = history.block(hash);
    return fromHeight(first == null ? 0 : first.height(), kinds);
  }

  private Future<Located> fromHeight(long height, Set<EventKind> kinds) {
    long tip = history.tipHeight();
    if (tip < 0) {
      return Future.failedFuture(Refusal.unavailable("no block has been seen yet"));
    }
    if (height > tip + AHEAD_MAX) {
      return Future.failedFuture(
          Refusal.badRequest("block " + height + " is ahead of the chain, which is at " + tip));
    }
    Found found = history.findHeight(height);
    if (found instanceof Found.At at) {
      return Future.succeededFuture(new Located.Remembered(at.sequence(), height));
    }
    if (found instanceof Found.Ahead) {
      return Future.succeededFuture(new Located.Remembered(feed.newest() + 1, height));
    }
    return older(height, tip, kinds);
  }

  private Future<Located> older(long height, long tip, Set<EventKind> kinds) {
    long bound = Math.max(0, tip - resumeBlocksMax + 1);
    if (height < bound) {
      return oldBlocks
          .fetch(bound, bound, Set.of())
          .transform(probe -> gone(height, probe.succeeded() ? bound : history.oldestHeight()));
    }
    return oldBlocks
        .fetch(height, history.oldestHeight() - 1, kinds)
        .map(events -> (Located) new Located.Fetched(events))
        .recover(
            failure ->
                OldBlocks.notFound(failure)
                    ? gone(height, history.oldestHeight())
                    : Future.failedFuture(
                        Refusal.unavailable("older blocks cannot be fetched at the moment")));
  }

  private Future<Located> afterHash(String hash, Set<EventKind> kinds, int looks) {
    Found found = history.findAfter(hash);
    if (found instanceof Found.At at) {
      return Future.succeededFuture(new Located.Remembered(at.sequence(), 0));
    }
    if (found instanceof Found.Unknown && looks > 1) {
      return vertx.timer(LOOK_AGAIN_MS).compose(later -> afterHash(hash, kinds, looks - 1));
    }
    return afterForeign(hash, kinds, BRANCH_MAX)
        .recover(
            failure ->
                failure instanceof Refusal
                    ? Future.failedFuture(failure)
                    : gone("block " + hash + " is not known", history.oldestHeight()));
  }

  /**
   * After a block that is older than what is remembered, or of a branch that this relay never
   * published.
   */
  private Future<Located> afterForeign(String hash, Set<EventKind> kinds, int steps) {
    return oldBlocks.fetch(hash, Set.of()).compose(block -> afterForeign(block, kinds, steps));
  }

  private Future<Located> afterForeign(ChainEvent block, Set<EventKind> kinds, int steps) {
    if (block.height() < history.oldestHeight()) {
      return fromHeight(block.height() + 1, kinds);
    }
    Found found = history.findAfter(block.parent());
    if (found instanceof Found.At at) {
      return Future.succeededFuture(new Located.Remembered(at.sequence(), 0));
    }
    return steps == 0
        ? Future.failedFuture("the branch is too long")
        : afterForeign(block.parent(), kinds, steps - 1);
  }

  private static <T> Future<T> gone(long height, long oldest) {
    return gone("block " + height + " is no longer held", oldest);
  }

  private static <T> Future<T> gone(String what, long oldest) {
    return Future.failedFuture(
        Refusal.gone(what + "; the oldest that can be had is " + oldest, oldest));
  }
}
