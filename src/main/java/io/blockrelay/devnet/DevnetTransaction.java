package io.blockrelay.devnet;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A transfer in a block, made of the block's hash and its place in the block and of nothing else.
 * Two blocks that compete have no transaction in common.
 *
 * @param hash lower-case hex with {@code 0x}, as the addresses are
 * @param value a whole number of the smallest unit
 */
record DevnetTransaction(String hash, String sender, String to, long nonce, long value) {
  private static final int ADDRESS_BYTES = 20;
  private static final int NONCES = 10_000;

  /** What a node tells of all transactions of the block: its {@code TransactionDetailResponse}s. */
  static JsonArray restJson(DevnetBlock block) {
    JsonArray all = new JsonArray();
    for (int i = 0; i < block.transactionCount(); i++) {
      all.add(of(block, i).restJson(block, i));
    }
    return all;
  }

  private static DevnetTransaction of(DevnetBlock block, int index) {
    byte[] seed = (block.hash() + index).getBytes(StandardCharsets.UTF_8);
    ByteBuffer dice =
        ByteBuffer.wrap(
            Blake3.expand(seed, Blake3.HASH_BYTES + 2 * ADDRESS_BYTES + 2 * Integer.BYTES));
    return new DevnetTransaction(
        hex(dice, Blake3.HASH_BYTES),
        hex(dice, ADDRESS_BYTES),
        hex(dice, ADDRESS_BYTES),
        Integer.remainderUnsigned(dice.getInt(), NONCES),
        Integer.toUnsignedLong(dice.getInt()));
  }

  private JsonObject restJson(DevnetBlock block, int index) {
    long gas = block.gasUsed() / block.transactionCount();
    return new JsonObject()
        .put("hash", hash)
        .put("type", "Transfer")
        .put("nonce", nonce)
        .put("sender", sender)
        .put("to", to)
        .put("value", Long.toString(value))
        .put("gasLimit", gas)
        .put("gasPrice", block.baseFee())
        .putNull("maxFeePerGas")
        .putNull("maxPriorityFeePerGas")
        .put("priority", 0)
        .put("blockNumber", block.number())
        .put("blockHash", block.hash())
        .put("transactionIndex", index)
        .putNull("data")
        .put("dataSize", 0)
        .put("complianceProofCount", 0)
        .put("gasUsed", gas)
        .put("success", true)
        .put("errorCode", "Success")
        .put("effectiveGasPrice", block.baseFee())
        .put("logs", new JsonArray());
  }

  private static String hex(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
