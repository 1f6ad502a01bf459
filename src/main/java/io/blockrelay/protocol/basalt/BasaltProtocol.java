package io.blockrelay.protocol.basalt;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.UpstreamDialogue;
import java.util.List;
import java.util.Set;

/** A chain whose nodes announce their blocks at {@code /ws/blocks}. */
public final class BasaltProtocol implements ChainProtocol {
  private static final List<ClientDialect> DIALECTS = BasaltDialects.of(BasaltMessage.KINDS);

  @Override
  public String name() {
    return "basalt";
  }

  @Override
  public List<ClientDialect> dialects() {
    return DIALECTS;
  }

  @Override
  public Set<EventKind> partsOnDemand() {
    return Set.of(Summaries.TRANSACTIONS);
  }

  @Override
  public UpstreamDialogue upstream(UpstreamActions out) {
    return new BasaltUpstream(out);
  }
}
