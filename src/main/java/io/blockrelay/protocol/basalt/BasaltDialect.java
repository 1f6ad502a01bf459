package io.blockrelay.protocol.basalt;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.ResumeQuery;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.StreamClient;
import io.blockrelay.protocol.Subscription;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Basalt block feed, {@code /ws/blocks}, as {@code WebSocketEndpoint.cs} and its document have
 * it: a message a block, and the client sends nothing. On top of it, {@code ?from=} and {@code
 * ?after=} resume. The blocks may be those of any chain.
 */
public final class BasaltDialect implements ClientDialect {
  private static final ClientTerms TERMS =
      new ClientTerms(
          Transport.WEBSOCKET,
          List.of("/ws/blocks", "/{chain}/ws/blocks"),
          "{blockrelay} tail {address}",
          "WebSocket connection required.",
          false,
          new CloseReason(1008, "Too many connections"),
          Duration.ofSeconds(5),
          10_000,
          new CloseReason(1008, "Too slow: messages waited too long"),
          ClientTerms.PINGED_AS_CONFIGURED);

  private final Subscription feed;

  /**
   * @param kinds what is passed on: messages of the feed
   */
  BasaltDialect(Set<EventKind> kinds) {
    this.feed = new Subscription(kinds, EventFilter.ALL, Envelope.NONE);
  }

  /** The feed for a chain of another protocol. */
  public static ClientDialect ofAnyChain() {
    return new BasaltDialect(Set.of(Summaries.BLOCK));
  }

  @Override
  public ClientTerms terms() {
    return TERMS;
  }

  @Override
  public StartAt startAt(Map<String, String> query) {
    return ResumeQuery.read(query);
  }

  @Override
  public ClientDialogue client(ClientActions out) {
    return new StreamClient(out, feed);
  }
}
