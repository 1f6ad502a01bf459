package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator is told of a chain's ingest on this node, in the log and in figures. */
final class ChainJournal {
  private static final Logger LOG = LoggerFactory.getLogger(ChainJournal.class);

  private final ChainId chain;
  private final IngestCounts counts;

  ChainJournal(ChainId chain, IngestCounts counts) {
    this.chain = chain;
    this.counts = counts;
  }

  void leading(long epoch, Position after) {
    counts.leads(true);
    LOG.atInfo()
        .addKeyValue("chain", chain)
        .addKeyValue("epoch", epoch)
        .addKeyValue("after", after)
        .log("leading");
  }

  void leadingNoMore(long epoch) {
    counts.leads(false);
    LOG.atInfo().addKeyValue("chain", chain).addKeyValue("epoch", epoch).log("leading no more");
  }

  void leadUnknown(Throwable why) {
    LOG.atWarn()
        .addKeyValue("chain", chain)
        .addKeyValue("reason", why.getMessage())
        .log("the cluster does not say who leads");
  }

  void lags(String upstream) {
    LOG.atWarn()
        .addKeyValue("chain", chain)
        .addKeyValue("upstream", upstream)
        .log("upstream lags behind another, following the other");
  }

  void published(int events) {
    counts.published(events);
  }

  void reorganised(int depth, Block first) {
    LOG.atInfo()
        .addKeyValue("chain", chain)
        .addKeyValue("depth", depth)
        .addKeyValue("from", first.height())
        .log("chain reorganised");
  }

  void incomplete(Block block, Throwable why) {
    LOG.atWarn()
        .addKeyValue("chain", chain)
        .addKeyValue("height", block.height())
        .addKeyValue("reason", why.getMessage())
        .log("what clients want of a block cannot be had, waiting for the next");
  }

  void lost(ChainTracker.Missing missing, String why) {
    LOG.atError()
        .addKeyValue("chain", chain)
        .addKeyValue("from", missing.from())
        .addKeyValue("to", missing.to())
        .addKeyValue("reason", why)
        .log("blocks are lost: no upstream can give them");
  }
}
