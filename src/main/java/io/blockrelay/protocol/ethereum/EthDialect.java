package io.blockrelay.protocol.ethereum;

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
 * Ethereum's JSON-RPC with {@code eth_subscribe}, as go-ethereum speaks it, and on top of it the
 * subscriptions of Tokenview and Alchemy, and {@code fromBlock} and {@code afterBlock} to resume.
 */
final class EthDialect implements ClientDialect {
  private static final ClientTerms TERMS =
      new ClientTerms(
          "ethereum",
          Transport.WEBSOCKET,
          List.of("/", "/{chain}", "/vipapi/websocket/node/{chain}/{apikey}"),
          "npx wscat -c {address} -w -1 -x"
              + " '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\","
              + "\"params\":[\"newHeads\"]}'",
          "WebSocket connection or POST required.",
          true,
          new CloseReason(1013, "Too many connections"),
          // geth's write deadline, and the buffer that its documents promise.
          Duration.ofSeconds(10),
          10_000,
          new CloseReason(1013, "Too many queued notifications"),
          ClientTerms.PINGED_AS_CONFIGURED);

  private final MethodPolicy policy;
  private final int subscriptionsMax;

  EthDialect(MethodPolicy policy, int subscriptionsMax) {
    this.policy = policy;
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
    return new EthClient(out, policy, subscriptionsMax);
  }

  @Override
  public Future<Buffer> post(Reads reads, Buffer body) {
    return EthPost.answer(reads, policy, body);
  }
}
