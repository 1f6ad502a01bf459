package io.blockrelay.edge;

import io.blockrelay.bus.ReadRequest;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Read.Sharing;
import io.blockrelay.protocol.Reads;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.reads.AnswerCache;
import io.blockrelay.reads.Tip;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Has the leading ingest node ask a node of the chain, once for all clients of this event loop that
 * ask the same. Confined to the loop.
 */
final class LeaderReads implements Reads {
  /** For each event loop and chain. */
  private static final long CACHE_BYTES_MAX = 4 << 20;

  private final Vertx vertx;
  private final ChainFeed feed;
  private final AnswerCache answers = new AnswerCache(CACHE_BYTES_MAX);

  LeaderReads(Vertx vertx, ChainFeed feed) {
    this.vertx = vertx;
    this.feed = feed;
  }

  @Override
  public Future<Answer> read(Read read) {
    Tip tip = feed.tip();
    return answers.answer(read, tip, () -> ask(read, tip.height()));
  }

  private Future<Answer> ask(Read read, long height) {
    ReadRequest request = new ReadRequest(read.request(), read.sharing().name(), height);
    LeaderQuestion question =
        new LeaderQuestion(vertx, feed.hub().chain(), feed.hub().inbox()::leader, request);
    boolean again = read.sharing() != Sharing.ALONE;
    // Neither the bus's words nor an upstream's are for a client.
    return question
        .ask(again)
        .recover(failure -> Future.failedFuture(Refusal.unavailable("no node answers, try again")));
  }
}
