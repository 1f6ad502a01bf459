package io.blockrelay.protocol.basalt;

import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.UpstreamDialogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The Basalt block feed, {@code /ws/blocks}, as {@code WebSocketEndpoint.cs} and its document have
 * it: the node sends a message a block, the client sends nothing. On top of it, {@code ?from=} and
 * {@code ?after=} resume.
 */
public final class BasaltProtocol implements ChainProtocol {
  private static final ClientTerms TERMS =
      new ClientTerms(
          List.of("/ws/blocks", "/{chain}/ws/blocks"),
          "{blockrelay} tail {address}",
          "WebSocket connection required.",
          false,
          new CloseReason(1008, "Too many connections"),
          Duration.ofSeconds(5),
          10_000,
          new CloseReason(1008, "Too slow: messages waited too long"),
          ClientTerms.PINGED_AS_CONFIGURED);

  @Override
  public String name() {
    return "basalt";
  }

  @Override
  public ClientTerms terms() {
    return TERMS;
  }

  @Override
  public StartAt startAt(Map<String, String> query) {
    return BasaltResume.read(query);
  }

  @Override
  public UpstreamDialogue upstream(UpstreamActions out) {
    return new BasaltUpstream(out);
  }

  @Override
  public ClientDialogue client(ClientActions out) {
    return new BasaltClient(out);
  }
}
