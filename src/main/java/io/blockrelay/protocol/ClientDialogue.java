package io.blockrelay.protocol;

import io.vertx.core.buffer.Buffer;

/**
 * The relay's side of a conversation with one client. Called on the connection's event loop only.
 */
public interface ClientDialogue {
  /** The handshake is complete; {@code start} is where its request wanted to start. */
  void opened(Start start);

  /** A whole message, text or binary. */
  void received(Buffer message);
}
