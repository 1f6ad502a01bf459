package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.jsonrpc.JsonText;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The {@code NewEvidence} events of a block. */
final class EvidenceBodies {
  private EvidenceBodies() {}

  static List<Buffer> of(WholeBlock block) {
    String height = JsonText.quote(Long.toString(block.meta().height()));
    return block.evidence().stream()
        .map(
            evidence ->
                EventBody.bare(
                    "NewEvidence",
                    new JsonWriter().field("height", height).field("evidence", evidence).end()))
        .toList();
  }
}
