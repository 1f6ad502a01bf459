package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A block without its transactions.
 *
 * @param parent empty for the chain's first block
 * @param header the node's own bytes
 */
record BlockMeta(long height, String hash, String parent, Buffer header, long transactions) {
  /**
   * Reads an answer of {@code blockchain}, which has the newest first. Of the blocks from {@code
   * from} to {@code to} a node leaves out at either end what it does not have.
   *
   * @throws IOException when it is not a run of these
   */
  static List<BlockMeta> readAll(Buffer answer, long from, long to) throws IOException {
    List<BlockMeta> metas = new ArrayList<>();
    for (Buffer element : JsonBytes.elements(JsonFields.read(answer).require("block_metas"))) {
      JsonFields fields = JsonFields.read(element);
      metas.add(0, read(fields, fields.require("header"), fields.number("num_txs")));
    }
    for (int i = 0; i < metas.size(); i++) {
      long height = metas.get(i).height();
      JsonBytes.expect(from <= height && height <= to, "the blocks asked for");
      JsonBytes.expect(height == metas.get(0).height() + i, "blocks in order");
    }
    return metas;
  }

  /**
   * Reads what identifies a block.
   *
   * @param block has its {@code block_id}
   */
  static BlockMeta read(JsonFields block, Buffer header, long transactions) throws IOException {
    String hash = block.object("block_id").text("hash");
    JsonFields fields = JsonFields.read(header);
    JsonFields last = fields.object("last_block_id");
    Buffer parent = last.require("hash");
    return new BlockMeta(
        fields.number("height"),
        hash,
        parent.length() == 2 ? "" : last.text("hash"),
        header,
        transactions);
  }
}
