package io.blockrelay.ingest;

import java.util.concurrent.atomic.LongAdder;

/** What there is to watch of one upstream. Written by its verticle, read by any thread. */
public final class UpstreamCounts {
  private final String name;
  private final LongAdder attachments = new LongAdder();
  private final LongAdder garbage = new LongAdder();
  private volatile boolean attached;
  private volatile long height = -1;

  UpstreamCounts(String name) {
    this.name = name;
  }

  /** Its address, without what may be secret in it. */
  public String name() {
    return name;
  }

  public boolean attached() {
    return attached;
  }

  /** How often it was attached again. */
  public long reconnects() {
    return Math.max(0, attachments.sum() - 1);
  }

  /** How many of its messages made no sense. */
  public long garbage() {
    return garbage.sum();
  }

  /** The block that it announced last, -1 before the first one. */
  public long height() {
    return height;
  }

  void attached(boolean now) {
    if (now && !attached) {
      attachments.increment();
    }
    attached = now;
  }

  void garbled() {
    garbage.increment();
  }

  void announced(long newHeight) {
    height = newHeight;
  }
}
