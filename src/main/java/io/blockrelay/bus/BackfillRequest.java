package io.blockrelay.bus;

import io.blockrelay.model.EventKind;
import io.vertx.core.buffer.Buffer;
import java.util.Set;

/**
 * Asks the leader for blocks that no node remembers, or not with all of their parts, to be fetched
 * upstream.
 *
 * @param hash when not empty, the block of that hash is wanted; else those between the two heights,
 *     both inclusive
 * @param kinds the parts that they are wanted with
 */
public record BackfillRequest(String hash, long from, long to, Set<EventKind> kinds) {
  /** Code of the answer that the upstreams do not have it. */
  public static final int NOT_FOUND = 404;

  /** Code of the answer that the upstreams could not be asked. */
  public static final int UNAVAILABLE = 503;

  public BackfillRequest {
    kinds = Set.copyOf(kinds);
  }

  public static BackfillRequest ofHash(String hash, Set<EventKind> kinds) {
    return new BackfillRequest(hash, 0, 0, kinds);
  }

  public static BackfillRequest ofHeights(long from, long to, Set<EventKind> kinds) {
    return new BackfillRequest("", from, to, kinds);
  }

  static void write(Buffer to, BackfillRequest request) {
    Wire.write(to, request.hash());
    to.appendLong(request.from()).appendLong(request.to());
    Wire.write(to, request.kinds());
  }

  static BackfillRequest read(Wire wire) {
    String hash = wire.text();
    long from = wire.number();
    long to = wire.number();
    return new BackfillRequest(hash, from, to, wire.kinds());
  }
}
