package io.blockrelay.ingest;

import java.time.Duration;

/**
 * How a node attaches to its upstreams.
 *
 * @param stallAfter an upstream that has been silent for longer is left for another
 * @param reconnectFirst the wait before the first reconnect; it doubles from try to try
 * @param reconnectMax the longest wait between two tries
 * @param frameBytesMax the largest message that an upstream may send
 */
public record IngestConfig(
    Duration stallAfter, Duration reconnectFirst, Duration reconnectMax, int frameBytesMax) {
  public IngestConfig {
    if (stallAfter.toMillis() < 100) {
      throw new IllegalArgumentException("stallAfter must be at least 100ms");
    }
    if (reconnectFirst.toMillis() < 1 || reconnectMax.compareTo(reconnectFirst) < 0) {
      throw new IllegalArgumentException(
          "reconnectFirst must be positive and at most reconnectMax");
    }
    if (frameBytesMax < 1024) {
      throw new IllegalArgumentException("frameBytesMax must be at least 1024");
    }
  }
}
