package io.blockrelay.history;

/**
 * What a node remembers of each chain.
 *
 * @param eventsMax the events that the ring holds
 * @param bytesMax the payload bytes that the ring holds
 * @param resumeBlocksMax how far behind the tip a client may resume; what the ring no longer holds
 *     is fetched upstream
 */
public record HistoryConfig(int eventsMax, long bytesMax, int resumeBlocksMax) {
  public HistoryConfig {
    if (eventsMax < 1) {
      throw new IllegalArgumentException("eventsMax must be at least 1");
    }
    if (bytesMax < 1) {
      throw new IllegalArgumentException("bytesMax must be at least 1");
    }
    if (resumeBlocksMax < 0) {
      throw new IllegalArgumentException("resumeBlocksMax must not be negative");
    }
  }
}
