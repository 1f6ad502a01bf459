package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.protocol.BlockTransactions;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.ServerSentEvents;
import io.blockrelay.protocol.StreamDialect;
import io.blockrelay.protocol.Subscription;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.Transport;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The streams of BigchainDB's Event Stream API over WebSocket, of any chain whose blocks have
 * {@link Summaries#TRANSACTIONS}. On top of it, {@code ?from=} and {@code ?after=} resume. The
 * first one is there as Server-Sent Events, too, whose ids name a place within a block.
 */
public final class BigchainDialects {
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);

  private static final Envelope EVENT = BigchainDialects::event;

  private BigchainDialects() {}

  /**
   * All of them.
   *
   * @param strictPing whether a client that has never sent a ping is closed like one that has
   *     stopped
   */
  public static List<ClientDialect> all(boolean strictPing) {
    return List.of(
        webSocket(BigchainStream.VALID_TX, strictPing),
        webSocket(BigchainStream.VALID_TRANSACTIONS, strictPing),
        webSocket(BigchainStream.VALID_BLOCKS, strictPing),
        new StreamDialect(
            StreamDialect.eventStream(
                "sse_valid_tx", List.of("/sse/valid_tx", "/{chain}/sse/valid_tx"), WAIT_MAX),
            new Subscription(Set.of(Summaries.TRANSACTIONS), BigchainStream.VALID_TX, EVENT)));
  }

  private static ClientDialect webSocket(BigchainStream stream, boolean strictPing) {
    ClientTerms terms =
        new ClientTerms(
            stream.text(),
            Transport.WEBSOCKET,
            List.of(stream.path(), "/{chain}" + stream.path()),
            "npx wscat -c {address}",
            "WebSocket connection required.",
            false,
            new CloseReason(1013, "Too many connections"),
            WAIT_MAX,
            10_000,
            new CloseReason(1013, "Too slow: messages waited too long"),
            ClientTerms.PINGED_AS_CONFIGURED);
    return new StreamDialect(
        terms, out -> new BigchainClient(out, stream.subscription(), strictPing));
  }

  static Buffer event(Item item) {
    BlockTransactions.Each each = (BlockTransactions.Each) item.facts();
    return ServerSentEvents.event(
        ServerSentEvents.transactionId(each), BigchainStream.VALID_TX.wrap(item));
  }
}
