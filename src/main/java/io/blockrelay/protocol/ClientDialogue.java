package io.blockrelay.protocol;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * The relay's side of a conversation with one client. Called on the connection's event loop only.
 */
public interface ClientDialogue {
  /** The handshake is complete; {@code start} is where its request wanted to start. */
  void opened(Start start);

  /** A whole message, text or binary. */
  void received(Buffer message);

  /**
   * Some time has passed; called several times a second.
   *
   * @param nowNanos of {@link System#nanoTime}
   */
  default void tick(long nowNanos) {}

  /**
   * The relay closes the connection.
   *
   * @return the last messages that the client gets, instead of what waits for it
   */
  default List<Buffer> lastWords(CloseReason reason) {
    return List.of();
  }
}
