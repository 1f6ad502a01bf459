package io.blockrelay.protocol.basalt;

import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.buffer.Buffer;
import java.util.Set;

/** Everybody gets everything, and nobody needs to ask for it. */
final class BasaltClient implements ClientDialogue {
  private static final Subscription FEED =
      new Subscription(
          Set.of(BasaltMessage.BLOCK, BasaltMessage.OTHER), EventFilter.ALL, Envelope.NONE);

  private final ClientActions out;

  BasaltClient(ClientActions out) {
    this.out = out;
  }

  @Override
  public void opened(Start start) {
    out.subscribe(FEED, start);
  }

  @Override
  public void received(Buffer message) {
    // The feed has no client messages; a node ignores them, and so does the relay.
  }
}
