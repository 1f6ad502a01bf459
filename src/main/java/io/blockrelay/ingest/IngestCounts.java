package io.blockrelay.ingest;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * What there is to watch of a chain's ingest on this node. Written by its verticle, read by any
 * thread.
 */
public final class IngestCounts {
  private final List<UpstreamCounts> upstreams = new CopyOnWriteArrayList<>();
  private final LongAdder published = new LongAdder();
  private final LongAdder failovers = new LongAdder();
  private final LongAdder leaderships = new LongAdder();
  private volatile boolean leads;
  private volatile String leadingUpstream = "";

  /** Best first, as configured. */
  public List<UpstreamCounts> upstreams() {
    return List.copyOf(upstreams);
  }

  /** The events that this node has published. */
  public long published() {
    return published.sum();
  }

  /** How often another upstream than before took the lead of the chain. */
  public long failovers() {
    return failovers.sum();
  }

  /** How often this node took the lead among the nodes. */
  public long leaderships() {
    return leaderships.sum();
  }

  /** Whether this node leads the chain. */
  public boolean leads() {
    return leads;
  }

  /** How many blocks the upstream is behind the highest one; 0 before it has announced any. */
  public long lag(UpstreamCounts upstream) {
    long highest = upstreams.stream().mapToLong(UpstreamCounts::height).max().orElse(-1);
    return upstream.height() < 0 ? 0 : highest - upstream.height();
  }

  void add(UpstreamCounts upstream) {
    upstreams.add(upstream);
  }

  void published(int events) {
    published.add(events);
  }

  void leads(boolean now) {
    if (now) {
      leaderships.increment();
    }
    leads = now;
  }

  /** That upstream leads the chain now. */
  void followed(String upstream) {
    if (!leadingUpstream.isEmpty() && !leadingUpstream.equals(upstream)) {
      failovers.increment();
    }
    leadingUpstream = upstream;
  }
}
