package io.blockrelay.protocol;

import io.vertx.core.Future;

/** Asks the nodes of a chain. Called on the connection's event loop only, where answers come. */
@FunctionalInterface
public interface Reads {
  /**
   * Asks a node that has the newest block that this relay's clients were told of. Fails with {@link
   * Refusal} when no node can be asked.
   */
  Future<Answer> read(Read read);
}
