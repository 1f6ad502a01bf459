package io.blockrelay.ingest;

import io.blockrelay.ingest.ChainFollower.Announced;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What was announced while blocks before it are fetched, or parts of them, in order. Beyond its
 * bounds the oldest go, and are a gap later.
 */
final class WaitingBlocks {
  private final int blocksMax;
  private final long bytesMax;
  private final Queue<Announced> waiting = new ArrayDeque<>();
  private long bytes;

  /**
   * @param bytesMax the newest stays, however large it is
   */
  WaitingBlocks(int blocksMax, long bytesMax) {
    this.blocksMax = blocksMax;
    this.bytesMax = bytesMax;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void add(Announced announced) {
    waiting.add(announced);
    bytes += announced.block().payloadBytes();
    while (waiting.size() > blocksMax || (bytes > bytesMax && waiting.size() > 1)) {
      remove();
    }
  }

  /** Takes the oldest out; there must be one. */
  Announced remove() {
    Announced oldest = waiting.remove();
    bytes -= oldest.block().payloadBytes();
    return oldest;
  }

  void clear() {
    waiting.clear();
    bytes = 0;
  }
}
