package io.blockrelay.ingest;

import io.blockrelay.model.ChainId;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what made no sense, and says so once a minute. */
final class GarbageLog {
  private static final Logger LOG = LoggerFactory.getLogger(GarbageLog.class);
  private static final long QUIET_MS = 60_000;

  private final ChainId chain;
  private final UpstreamCounts upstream;
  private final LongSupplier clockMs;
  private long saidAtMs;

  GarbageLog(ChainId chain, UpstreamCounts upstream, LongSupplier clockMs) {
    this.chain = chain;
    this.upstream = upstream;
    this.clockMs = clockMs;
  }

  void note(String reason) {
    upstream.garbled();
    long now = clockMs.getAsLong();
    if (now - saidAtMs >= QUIET_MS) {
      saidAtMs = now;
      LOG.atWarn()
          .addKeyValue("chain", chain)
          .addKeyValue("upstream", upstream.name())
          .addKeyValue("count", upstream.garbage())
          .addKeyValue("reason", reason)
          .log("message from upstream dropped");
    }
  }
}
