package io.blockrelay.protocol.basalt;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.ServerSentEvents;
import io.blockrelay.protocol.StreamDialect;
import io.blockrelay.protocol.Subscription;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.Transport;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The Basalt block feed, {@code /ws/blocks}, as {@code WebSocketEndpoint.cs} and its document have
 * it: a message a block, and the client sends nothing. On top of it, {@code ?from=} and {@code
 * ?after=} resume. The same as Server-Sent Events are at {@code /sse/blocks}; a block's event has
 * the block's hash for its id. The blocks may be those of any chain.
 */
public final class BasaltDialects {
  private static final ClientTerms FEED =
      new ClientTerms(
          "basalt",
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

  private static final ClientTerms EVENTS =
      StreamDialect.eventStream(
          "sse_blocks", List.of("/sse/blocks", "/{chain}/sse/blocks"), FEED.outboxWaitMax());

  private static final Envelope EVENT = BasaltDialects::event;

  private BasaltDialects() {}

  /**
   * Both, of a chain that announces these.
   *
   * @param kinds what is passed on: messages of the feed
   */
  static List<ClientDialect> of(Set<EventKind> kinds) {
    return List.of(
        new StreamDialect(FEED, new Subscription(kinds, EventFilter.ALL, Envelope.NONE)),
        new StreamDialect(EVENTS, new Subscription(kinds, EventFilter.ALL, EVENT)));
  }

  /** Both, of a chain of another protocol. */
  public static List<ClientDialect> ofAnyChain() {
    return of(Set.of(Summaries.BLOCK));
  }

  private static Buffer event(Item item) {
    return ServerSentEvents.event(id(item.payload()), item.payload());
  }

  /** Empty for a message that announces no block, which nobody can resume after. */
  private static String id(Buffer message) {
    try {
      BasaltMessage read = BasaltMessage.read(message);
      BasaltBlock block = read.block();
      return block != null && read.type().equals(BasaltMessage.NEW_BLOCK) ? block.hash() : "";
    } catch (IOException e) {
      return "";
    }
  }
}
