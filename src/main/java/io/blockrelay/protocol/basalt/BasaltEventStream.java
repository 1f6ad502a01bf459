package io.blockrelay.protocol.basalt;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.ServerSentEvents;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.StreamClient;
import io.blockrelay.protocol.Subscription;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.Transport;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The messages of {@link BasaltDialect} as Server-Sent Events, {@code /sse/blocks}. A block's event
 * has the block's hash for its id, so that {@code Last-Event-ID} resumes, as {@code ?from=} and
 * {@code ?after=} do.
 */
public final class BasaltEventStream implements ClientDialect {
  private static final ClientTerms TERMS =
      new ClientTerms(
          Transport.EVENT_STREAM,
          List.of("/sse/blocks", "/{chain}/sse/blocks"),
          "curl -N {address}",
          "Server-Sent Events come without an upgrade.",
          false,
          new CloseReason(1013, "Too many connections"),
          Duration.ofSeconds(5),
          10_000,
          new CloseReason(1013, "Too slow: messages waited too long"),
          ClientTerms.PINGED_AS_CONFIGURED);

  private static final Envelope EVENT = BasaltEventStream::event;

  private final Subscription feed;

  /**
   * @param kinds what is passed on: messages of the feed
   */
  BasaltEventStream(Set<EventKind> kinds) {
    this.feed = new Subscription(kinds, EventFilter.ALL, EVENT);
  }

  /** The feed for a chain of another protocol. */
  public static ClientDialect ofAnyChain() {
    return new BasaltEventStream(Set.of(Summaries.BLOCK));
  }

  @Override
  public ClientTerms terms() {
    return TERMS;
  }

  @Override
  public StartAt startAt(Map<String, String> query) {
    return ServerSentEvents.startAt(query);
  }

  @Override
  public ClientDialogue client(ClientActions out) {
    return new StreamClient(out, feed);
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
