package io.blockrelay.protocol.cometbft;

import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.UpstreamDialogue;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A chain whose nodes speak CometBFT's JSON-RPC. */
public final class CometProtocol implements ChainProtocol {
  /** A node's 5 are too few for many. */
  static final int SUBSCRIPTIONS_MAX = 1_000;

  private final List<ClientDialect> dialects;

  /**
   * @param reads the methods that are passed to a node; empty for the usual ones
   * @param broadcast whether clients may send transactions
   * @param subscriptionsMax what one connection may have; 0 for 1,000
   * @throws IllegalArgumentException when a method is among them that no client may ever call
   */
  public CometProtocol(Collection<String> reads, boolean broadcast, int subscriptionsMax) {
    CometMethods methods =
        new CometMethods(reads.isEmpty() ? CometMethods.READS : reads, broadcast);
    int most = subscriptionsMax == 0 ? SUBSCRIPTIONS_MAX : subscriptionsMax;
    dialects = List.of(new CometDialect(methods, most));
  }

  @Override
  public String name() {
    return "cometbft";
  }

  @Override
  public List<ClientDialect> dialects() {
    return dialects;
  }

  @Override
  public Set<EventKind> partsOnDemand() {
    return CometKinds.PARTS_ON_DEMAND;
  }

  @Override
  public Set<EventKind> streamsOnDemand() {
    return CometKinds.STREAMS_ON_DEMAND;
  }

  @Override
  public UpstreamDialogue upstream(UpstreamActions out) {
    return new CometUpstream(out);
  }

  @Override
  public List<Item> items(Part part) {
    return CometItems.of(part);
  }
}
