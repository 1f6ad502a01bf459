package io.blockrelay.protocol;

import io.blockrelay.model.EventKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Set;

/** What a {@link ClientDialogue} can do. Called on the connection's event loop only. */
public interface ClientActions extends Reads {
  /** Sends one text message, behind everything that was sent before. */
  void reply(Buffer message);

  /**
   * Makes sure that the upstreams bring these kinds from now on, and finds where to start. Fails
   * with {@link Refusal}.
   */
  Future<Start> prepare(Set<EventKind> kinds, StartAt at);

  /** Delivers the events from {@code start} on, without a seam between replayed and live ones. */
  void subscribe(Subscription subscription, Start start);

  /** Delivers nothing more for it; a no-op when there is no such subscription. */
  void unsubscribe(Subscription subscription);

  void close(CloseReason reason);
}
