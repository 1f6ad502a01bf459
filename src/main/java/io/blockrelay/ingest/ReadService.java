package io.blockrelay.ingest;

import io.blockrelay.bus.BusAddress;
import io.blockrelay.bus.ReadAnswer;
import io.blockrelay.bus.ReadRequest;
import io.blockrelay.model.ChainId;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Read.Sharing;
import io.blockrelay.reads.AnswerCache;
import io.blockrelay.reads.Tip;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what the edges' clients ask the chain: however many edges ask the same, a node is asked
 * once. Confined to its chain's ingest verticle.
 */
final class ReadService {
  private static final Logger LOG = LoggerFactory.getLogger(ReadService.class);
  private static final long CACHE_BYTES_MAX = 32 << 20;
  private static final int IN_FLIGHT_MAX = 1_024;

  /** Two seconds in all. */
  private static final long LOOK_AGAIN_MS = 2_000 / UpstreamReads.LOOKS_MAX;

  private final Vertx vertx;
  private final ChainId chain;
  private final String nodeId;
  private final Supplier<Tip> published;
  private final UpstreamReads nodes;
  private final AnswerCache answers = new AnswerCache(CACHE_BYTES_MAX);

  /**
   * @param published the newest block of the log that this node writes
   */
  ReadService(
      Vertx vertx, ChainId chain, String nodeId, ReadSources sources, Supplier<Tip> published) {
    this.vertx = vertx;
    this.chain = chain;
    this.nodeId = nodeId;
    this.published = published;
    this.nodes = new UpstreamReads(sources, () -> Pause.of(vertx, LOOK_AGAIN_MS), IN_FLIGHT_MAX);
  }

  Future<Void> start() {
    return vertx
        .eventBus()
        .<ReadRequest>consumer(BusAddress.reads(chain, nodeId), this::answer)
        .completion();
  }

  private void answer(Message<ReadRequest> message) {
    ReadRequest request = message.body();
    Read read = new Read(request.request(), Sharing.valueOf(request.sharing()));
    // An answer that is shared must do for the clients of every edge, also the one furthest ahead.
    Tip log = published.get();
    Tip needed = new Tip(Math.max(log.height(), request.height()), log.hash());
    answers
        .answer(read, needed, () -> nodes.read(read, needed.height()))
        .onSuccess(answer -> message.reply(new ReadAnswer(answer.refused(), answer.json())))
        .onFailure(failure -> fail(message, failure));
  }

  /** The reason may name a node's address, which is nothing for a client. */
  private void fail(Message<ReadRequest> message, Throwable why) {
    LOG.atDebug()
        .addKeyValue("chain", chain)
        .addKeyValue("reason", why.getMessage())
        .log("a read was not answered");
    message.fail(ReadRequest.UNAVAILABLE, "no node answers");
  }
}
