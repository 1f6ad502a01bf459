package io.blockrelay.bus;

import io.vertx.core.buffer.Buffer;

/**
 * Asks the leader to ask a node of the chain.
 *
 * @param request in the protocol's own form
 * @param sharing the name of who may be given the answer
 * @param height the newest block that the asking node's clients were told of; whoever answers must
 *     have it
 */
public record ReadRequest(Buffer request, String sharing, long height) {
  /** Code of the answer that no node could be asked. */
  public static final int UNAVAILABLE = 503;

  static void write(Buffer to, ReadRequest read) {
    Wire.write(to, read.request());
    Wire.write(to, read.sharing());
    to.appendLong(read.height());
  }

  static ReadRequest read(Wire wire) {
    Buffer request = wire.bytes();
    String sharing = wire.text();
    return new ReadRequest(request, sharing, wire.number());
  }
}
