package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.ResumeQuery;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One stream of BigchainDB's Event Stream API over WebSocket, of any chain whose blocks have {@link
 * io.blockrelay.protocol.Summaries#TRANSACTIONS}. On top of it, {@code ?from=} and {@code ?after=}
 * resume.
 */
public final class BigchainDialect implements ClientDialect {
  private final BigchainStream stream;
  private final boolean strictPing;
  private final ClientTerms terms;

  private BigchainDialect(BigchainStream stream, boolean strictPing) {
    this.stream = stream;
    this.strictPing = strictPing;
    this.terms =
        new ClientTerms(
            Transport.WEBSOCKET,
            List.of(stream.path(), "/{chain}" + stream.path()),
            "npx wscat -c {address}",
            "WebSocket connection required.",
            false,
            new CloseReason(1013, "Too many connections"),
            Duration.ofSeconds(10),
            10_000,
            new CloseReason(1013, "Too slow: messages waited too long"),
            ClientTerms.PINGED_AS_CONFIGURED);
  }

  /**
   * All of its streams, and the first one as Server-Sent Events.
   *
   * @param strictPing whether a client that has never sent a ping is closed like one that has
   *     stopped
   */
  public static List<ClientDialect> all(boolean strictPing) {
    return List.of(
        new BigchainDialect(BigchainStream.VALID_TX, strictPing),
        new BigchainDialect(BigchainStream.VALID_TRANSACTIONS, strictPing),
        new BigchainDialect(BigchainStream.VALID_BLOCKS, strictPing),
        new BigchainEventStream());
  }

  @Override
  public ClientTerms terms() {
    return terms;
  }

  @Override
  public StartAt startAt(Map<String, String> query) {
    return ResumeQuery.read(query);
  }

  @Override
  public ClientDialogue client(ClientActions out) {
    return new BigchainClient(out, stream.subscription(), strictPing);
  }
}
