package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Reads;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.Transport;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * CometBFT's {@code /websocket} as 0.38 speaks it, and on top of it {@code from_height} to resume.
 * A node takes POSTs at {@code /} and appends {@code /websocket} to it for WebSockets; here that
 * base is {@code /{chain}}.
 */
final class CometDialect implements ClientDialect {
  static final CloseReason TOO_SLOW = new CloseReason(1013, "Too slow: events waited too long");

  private static final ClientTerms TERMS =
      new ClientTerms(
          "cometbft",
          Transport.WEBSOCKET,
          List.of("/websocket", "/{chain}/websocket", "/{chain}/v1/websocket", "/{chain}"),
          "npx wscat -c {address} -w -1 -x"
              + " '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscribe\","
              + "\"params\":{\"query\":\"tm.event='\\''NewBlockHeader'\\''\"}}'",
          "WebSocket connection or POST required.",
          true,
          new CloseReason(1013, "Too many connections"),
          // A node's write deadline; its buffer of 200 events is what its clients complain of.
          Duration.ofSeconds(10),
          10_000,
          TOO_SLOW,
          // tendermint-rs gives up after 30 s without a word.
          Duration.ofSeconds(20));

  private final CometMethods methods;
  private final int subscriptionsMax;

  CometDialect(CometMethods methods, int subscriptionsMax) {
    this.methods = methods;
    this.subscriptionsMax = subscriptionsMax;
  }

  @Override
  public ClientTerms terms() {
    return TERMS;
  }

  /** Clients say with each subscription where it starts, not with the connection. */
  @Override
  public StartAt startAt(Map<String, String> query) {
    return StartAt.LIVE;
  }

  @Override
  public ClientDialogue client(ClientActions out) {
    return new CometClient(out, methods, subscriptionsMax);
  }

  @Override
  public Future<Buffer> post(Reads reads, Buffer body) {
    Reads asOverHttp = read -> reads.read(read).map(BadParams::overHttp);
    return CometPost.answer(new CometReads(methods, asOverHttp), body);
  }
}
