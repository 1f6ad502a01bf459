package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.ChainDocument;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.UpstreamDialogue;
import java.util.List;
import java.util.Set;

/** A chain whose nodes stream their valid transactions, as BigchainDB and Planetmint do. */
public final class BigchainProtocol implements ChainProtocol {
  private static final int FEED_PORT = 9985;
  private static final int HTTP_PORT = 9984;

  private static final List<ChainDocument> DOCUMENTS =
      List.of(new NodeDocument("blocks", "height"), new NodeDocument("transactions", "txid"));

  private final List<ClientDialect> dialects;

  /**
   * @param strictPing whether every client must send the text {@code ping}
   */
  public BigchainProtocol(boolean strictPing) {
    dialects = BigchainDialects.all(strictPing);
  }

  @Override
  public String name() {
    return "bigchaindb";
  }

  @Override
  public List<ClientDialect> dialects() {
    return dialects;
  }

  @Override
  public List<ChainDocument> documents() {
    return DOCUMENTS;
  }

  /** The transactions of a block are not among them: they are the block. */
  @Override
  public Set<EventKind> partsOnDemand() {
    return Set.of(Summaries.BLOCK);
  }

  /**
   * Released servers have a port for each; whatever has its feed elsewhere is taken for one port.
   */
  @Override
  public int httpPort(int feedPort) {
    return feedPort == FEED_PORT ? HTTP_PORT : feedPort;
  }

  @Override
  public UpstreamDialogue upstream(UpstreamActions out) {
    return new BigchainUpstream(out);
  }
}
