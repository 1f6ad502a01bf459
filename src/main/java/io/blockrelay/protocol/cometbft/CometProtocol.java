package io.blockrelay.protocol.cometbft;

import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Reads;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CometBFT's {@code /websocket} as 0.38 speaks it, and on top of it {@code from_height} to resume.
 * A node takes POSTs at {@code /} and appends {@code /websocket} to it for WebSockets; here that
 * base is {@code /{chain}}.
 */
public final class CometProtocol implements ChainProtocol {
  /** A node's 5 are too few for many. */
  static final int SUBSCRIPTIONS_MAX = 1_000;

  static final CloseReason TOO_SLOW = new CloseReason(1013, "Too slow: events waited too long");

  private static final ClientTerms TERMS =
      new ClientTerms(
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

  /**
   * @param reads the methods that are passed to a node; empty for the usual ones
   * @param broadcast whether clients may send transactions
   * @param subscriptionsMax what one connection may have; 0 for 1,000
   * @throws IllegalArgumentException when a method is among them that no client may ever call
   */
  public CometProtocol(Collection<String> reads, boolean broadcast, int subscriptionsMax) {
    this.subscriptionsMax = subscriptionsMax == 0 ? SUBSCRIPTIONS_MAX : subscriptionsMax;
    this.methods = new CometMethods(reads.isEmpty() ? CometMethods.READS : reads, broadcast);
  }

  @Override
  public String name() {
    return "cometbft";
  }

  @Override
  public ClientTerms terms() {
    return TERMS;
  }

  @Override
  public Set<EventKind> partsOnDemand() {
    return CometKinds.PARTS_ON_DEMAND;
  }

  @Override
  public Set<EventKind> streamsOnDemand() {
    return CometKinds.STREAMS_ON_DEMAND;
  }

  /** Clients say with each subscription where it starts, not with the connection. */
  @Override
  public StartAt startAt(Map<String, String> query) {
    return StartAt.LIVE;
  }

  @Override
  public UpstreamDialogue upstream(UpstreamActions out) {
    return new CometUpstream(out);
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

  @Override
  public List<Item> items(Part part) {
    return CometItems.of(part);
  }
}
