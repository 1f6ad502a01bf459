package io.blockrelay.bus;

import io.vertx.core.buffer.Buffer;

/**
 * Asks the leader for blocks that no node remembers, to be fetched upstream.
 *
 * @param hash when not empty, the block of that hash is wanted; else those between the two heights,
 *     both inclusive
 */
public record BackfillRequest(String hash, long from, long to) {
  /** Code of the answer that the upstreams do not have it. */
  public static final int NOT_FOUND = 404;

  /** Code of the answer that the upstreams could not be asked. */
  public static final int UNAVAILABLE = 503;

  public static BackfillRequest ofHash(String hash) {
    return new BackfillRequest(hash, 0, 0);
  }

  public static BackfillRequest ofHeights(long from, long to) {
    return new BackfillRequest("", from, to);
  }

  static void write(Buffer to, BackfillRequest request) {
    Wire.write(to, request.hash());
    to.appendLong(request.from()).appendLong(request.to());
  }

  static BackfillRequest read(Wire wire) {
    String hash = wire.text();
    long from = wire.number();
    return new BackfillRequest(hash, from, wire.number());
  }
}
