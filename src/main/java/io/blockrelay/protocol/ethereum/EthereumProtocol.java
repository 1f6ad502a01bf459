package io.blockrelay.protocol.ethereum;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Read;
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
 * Ethereum's JSON-RPC with {@code eth_subscribe}, as go-ethereum speaks it, and on top of it the
 * subscriptions of Tokenview and Alchemy, and {@code fromBlock} and {@code afterBlock} to resume.
 */
public final class EthereumProtocol implements ChainProtocol {
  private static final ClientTerms TERMS =
      new ClientTerms(
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

  private static final List<Read> CONSTANTS = List.of(ReadCalls.constant("eth_chainId"));

  private final MethodPolicy policy;
  private final int subscriptionsMax;

  /**
   * @param reads the methods that are passed to a node; empty for {@link MethodPolicy#READS}
   * @param broadcast whether clients may send transactions
   * @param subscriptionsMax what one connection may have; 0 for 1,024
   * @throws IllegalArgumentException when a method is among them that no client may ever call
   */
  public EthereumProtocol(Collection<String> reads, boolean broadcast, int subscriptionsMax) {
    this.subscriptionsMax = subscriptionsMax == 0 ? Subscriptions.COUNT_MAX : subscriptionsMax;
    this.policy = new MethodPolicy(reads.isEmpty() ? MethodPolicy.READS : reads, broadcast);
  }

  @Override
  public String name() {
    return "ethereum";
  }

  @Override
  public ClientTerms terms() {
    return TERMS;
  }

  @Override
  public Set<EventKind> partsOnDemand() {
    return EthKinds.PARTS_ON_DEMAND;
  }

  @Override
  public Set<EventKind> streamsOnDemand() {
    return EthKinds.STREAMS_ON_DEMAND;
  }

  /** ethers dies of a log that comes before its chain's id. */
  @Override
  public List<Read> constants() {
    return CONSTANTS;
  }

  /** Clients say with each subscription where it starts, not with the connection. */
  @Override
  public StartAt startAt(Map<String, String> query) {
    return StartAt.LIVE;
  }

  @Override
  public UpstreamDialogue upstream(UpstreamActions out) {
    return new EthUpstream(out);
  }

  @Override
  public ClientDialogue client(ClientActions out) {
    return new EthClient(out, policy, subscriptionsMax);
  }

  @Override
  public Future<Buffer> post(Reads reads, Buffer body) {
    return EthPost.answer(reads, policy, body);
  }

  @Override
  public List<Item> items(Part part) {
    return EthItems.of(part);
  }

  @Override
  public List<Part> withdraw(List<Block> removed, List<Block> instead) {
    return EthWithdrawal.of(removed, instead);
  }
}
