package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.protocol.BlockTransactions;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.ServerSentEvents;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.StreamClient;
import io.blockrelay.protocol.Subscription;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.Transport;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The messages of {@code valid_tx} as Server-Sent Events. Their ids name a place within a block, so
 * that {@code Last-Event-ID} resumes there.
 */
final class BigchainEventStream implements ClientDialect {
  private static final ClientTerms TERMS =
      new ClientTerms(
          Transport.EVENT_STREAM,
          List.of("/sse/valid_tx", "/{chain}/sse/valid_tx"),
          "curl -N {address}",
          "Server-Sent Events come without an upgrade.",
          false,
          new CloseReason(1013, "Too many connections"),
          Duration.ofSeconds(10),
          10_000,
          new CloseReason(1013, "Too slow: messages waited too long"),
          ClientTerms.PINGED_AS_CONFIGURED);

  private static final Envelope EVENT = BigchainEventStream::event;
  private static final Subscription STREAM =
      new Subscription(Set.of(Summaries.TRANSACTIONS), BigchainStream.VALID_TX, EVENT);

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
    return new StreamClient(out, STREAM);
  }

  static Buffer event(Item item) {
    BlockTransactions.Each each = (BlockTransactions.Each) item.facts();
    return ServerSentEvents.event(
        ServerSentEvents.transactionId(each), BigchainStream.VALID_TX.wrap(item));
  }
}
