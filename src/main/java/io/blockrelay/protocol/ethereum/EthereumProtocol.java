package io.blockrelay.protocol.ethereum;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.UpstreamDialogue;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A chain whose nodes speak {@code eth_subscribe}. */
public final class EthereumProtocol implements ChainProtocol {
  private static final List<Read> CONSTANTS = List.of(ReadCalls.constant("eth_chainId"));

  private final List<ClientDialect> dialects;

  /**
   * @param reads the methods that are passed to a node; empty for {@link MethodPolicy#READS}
   * @param broadcast whether clients may send transactions
   * @param subscriptionsMax what one connection may have; 0 for 1,024
   * @throws IllegalArgumentException when a method is among them that no client may ever call
   */
  public EthereumProtocol(Collection<String> reads, boolean broadcast, int subscriptionsMax) {
    MethodPolicy policy = new MethodPolicy(reads.isEmpty() ? MethodPolicy.READS : reads, broadcast);
    int most = subscriptionsMax == 0 ? Subscriptions.COUNT_MAX : subscriptionsMax;
    dialects = List.of(new EthDialect(policy, most));
  }

  @Override
  public String name() {
    return "ethereum";
  }

  @Override
  public List<ClientDialect> dialects() {
    return dialects;
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

  @Override
  public UpstreamDialogue upstream(UpstreamActions out) {
    return new EthUpstream(out);
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
