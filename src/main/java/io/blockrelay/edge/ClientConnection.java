package io.blockrelay.edge;

import io.blockrelay.protocol.CloseReason;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A client's connection, by whatever transport. Confined to its event loop. */
interface ClientConnection {
  /** Where the session's frames go. */
  FrameSink sink();

  Framing framing();

  /** Tells the session from now on what the client says, and that it has gone. */
  void open(Session session);

  /** The client gets what it asked for: messages come next, now or later. */
  void begin();

  /**
   * Shows a silent client that the relay is there, and finds out whether the client is; called
   * several times a second.
   *
   * @param now of {@link System#nanoTime}
   */
  void check(Session session, long now);

  /**
   * Says why and hangs up; whoever does not take the word in time is cut off.
   *
   * @param lastWords messages that go before
   */
  void close(CloseReason reason, List<Buffer> lastWords);
}
