package io.blockrelay.edge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often each address comes. Safe for any thread.
 *
 * <p>An address is forgotten when it could come as often as a new one. Beyond so many at once,
 * further ones are not counted: whoever has that many is not stopped by a limit for one.
 */
final class Rates {
  private final int perSecond;
  private final int addressesMax;
  private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

  /**
   * @param perSecond 0 for no limit
   */
  Rates(int perSecond, int addressesMax) {
    this.perSecond = perSecond;
    this.addressesMax = addressesMax;
  }

  /** Whether the address may come now, which counts if so. */
  boolean take(String address, long now) {
    if (perSecond == 0) {
      return true;
    }
    if (buckets.size() >= addressesMax && !buckets.containsKey(address)) {
      return true;
    }
    TokenBucket bucket = buckets.computeIfAbsent(address, first -> new TokenBucket(perSecond, now));
    synchronized (bucket) {
      return bucket.take(now);
    }
  }

  /** Forgets those who have not come lately; to be called every now and then. */
  void expire(long now) {
    buckets
        .values()
        .removeIf(
            bucket -> {
              synchronized (bucket) {
                return bucket.full(now);
              }
            });
  }

  /** The addresses that are counted. */
  int size() {
    return buckets.size();
  }
}
