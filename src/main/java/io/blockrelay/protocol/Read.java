package io.blockrelay.protocol;

import io.vertx.core.buffer.Buffer;

/**
 * A client's question for a node of the chain.
 *
 * @param request what to ask, in the protocol's own form and without anything that is the client's
 *     own, as its id; equal requests are equal questions
 */
public record Read(Buffer request, Sharing sharing) {
  /** Who may be given the answer. */
  public enum Sharing {
    /** Everybody for ever: a hash fixes it. */
    FIXED,
    /** Everybody until the chain has its next block. */
    UNTIL_NEXT_BLOCK,
    /** Everybody who asks while it is being answered. */
    WHILE_ASKED,
    /** Nobody else, and it is asked once: it changes something. */
    ALONE
  }
}
