package io.blockrelay.protocol;

/** What a {@link ClientDialogue} can do. Called on the connection's event loop only. */
public interface ClientActions {
  /** Delivers the events from {@code start} on, without a seam between replayed and live ones. */
  void subscribe(Subscription subscription, Start start);
}
