package io.blockrelay.protocol.basalt;

import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.UpstreamDialogue;
import java.util.List;

/** A chain whose nodes announce their blocks at {@code /ws/blocks}. */
public final class BasaltProtocol implements ChainProtocol {
  private static final List<ClientDialect> DIALECTS =
      List.of(new BasaltDialect(BasaltMessage.KINDS), new BasaltEventStream(BasaltMessage.KINDS));

  @Override
  public String name() {
    return "basalt";
  }

  @Override
  public List<ClientDialect> dialects() {
    return DIALECTS;
  }

  @Override
  public UpstreamDialogue upstream(UpstreamActions out) {
    return new BasaltUpstream(out);
  }
}
