package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.jsonrpc.JsonText;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/**
 * CometBFT 0.34 and 0.37, which tell of a block's beginning and end with the block and with its
 * header; {@code fireEvents} in their {@code state/execution.go}.
 *
 * @param base64 0.34, whose attributes are bytes
 */
record LegacyBodies(boolean base64) implements BlockBodies {
  private static final String BEGIN = "begin_block_events";
  private static final String END = "end_block_events";

  @Override
  public boolean headerNeedsResults() {
    return true;
  }

  @Override
  public Buffer newBlock(WholeBlock block, BlockResults results) throws IOException {
    JsonWriter value = new JsonWriter().field("block", block.json());
    return body("NewBlock", value, results);
  }

  @Override
  public Buffer newBlockHeader(BlockMeta meta, BlockResults results) throws IOException {
    JsonWriter value =
        new JsonWriter()
            .field("header", meta.header())
            .field("num_txs", JsonText.quote(Long.toString(meta.transactions())));
    return body("NewBlockHeader", value, results);
  }

  @Override
  public List<Buffer> newBlockEvents(long height, BlockResults results) {
    return List.of();
  }

  private Buffer body(String event, JsonWriter value, BlockResults results) throws IOException {
    Buffer begin = new JsonWriter().optional("events", results.get(BEGIN)).end();
    Buffer end =
        new JsonWriter()
            .field("validator_updates", results.validatorUpdates())
            .optional("consensus_param_updates", results.get("consensus_param_updates"))
            .optional("events", results.get(END))
            .end();
    value.field("result_begin_block", begin).field("result_end_block", end);
    AbciAttributes attributes =
        new AbciAttributes(base64)
            .with(results.get(BEGIN))
            .with(results.get(END))
            .with(CometQuery.EVENT, event);
    return EventBody.of(event, value.end(), attributes);
  }
}
