package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import io.blockrelay.model.ChainId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator is told of a chain that this node leads. */
final class ChainJournal {
  private static final Logger LOG = LoggerFactory.getLogger(ChainJournal.class);

  private final ChainId chain;

  ChainJournal(ChainId chain) {
    this.chain = chain;
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
