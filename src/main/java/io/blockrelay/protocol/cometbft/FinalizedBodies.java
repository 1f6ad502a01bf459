package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.jsonrpc.JsonText;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CometBFT 0.38 and later; {@code fireEvents} in its {@code state/execution.go}. What a node has
 * stored does not tell an empty list from none at all, so that only {@code validator_updates} are
 * ever {@code []}.
 */
final class FinalizedBodies implements BlockBodies {
  private static final String EVENTS = "finalize_block_events";

  @Override
  public boolean headerNeedsResults() {
    return false;
  }

  @Override
  public boolean base64() {
    return false;
  }

  @Override
  public Buffer newBlock(WholeBlock block, BlockResults results) throws IOException {
    Buffer result =
        new JsonWriter()
            .optional("events", results.get(EVENTS))
            .optional("tx_results", results.get("txs_results"))
            .field("validator_updates", results.validatorUpdates())
            .optional("consensus_param_updates", results.get("consensus_param_updates"))
            .optional("app_hash", unlessEmpty(results.get("app_hash")))
            .end();
    Buffer value =
        new JsonWriter()
            .field("block", block.json())
            .field("block_id", block.id())
            .field("result_finalize_block", result)
            .end();
    return EventBody.of("NewBlock", value, attributes(results, "NewBlock"));
  }

  @Override
  public Buffer newBlockHeader(BlockMeta meta, BlockResults results) {
    return EventBody.bare("NewBlockHeader", new JsonWriter().field("header", meta.header()).end());
  }

  @Override
  public List<Buffer> newBlockEvents(long height, BlockResults results) throws IOException {
    Buffer events = results.get(EVENTS);
    Buffer value =
        new JsonWriter()
            .field("height", JsonText.quote(Long.toString(height)))
            .field("events", events == null ? Buffer.buffer("null") : events)
            .field("num_txs", JsonText.quote(Integer.toString(results.transactions().size())))
            .end();
    return List.of(EventBody.of("NewBlockEvents", value, attributes(results, "NewBlockEvents")));
  }

  private static AbciAttributes attributes(BlockResults results, String event) throws IOException {
    return new AbciAttributes(false).with(results.get(EVENTS)).with(CometQuery.EVENT, event);
  }

  private static @Nullable Buffer unlessEmpty(@Nullable Buffer text) {
    return text != null && text.length() == 2 ? null : text;
  }
}
