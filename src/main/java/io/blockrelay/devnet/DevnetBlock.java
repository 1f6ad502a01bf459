package io.blockrelay.devnet;

import io.vertx.core.json.JsonObject;

/**
 * A block as a Basalt node shows it. Hashes and addresses are lower-case hex with {@code 0x}.
 *
 * @param timestamp when the block was due, in milliseconds of the epoch
 * @param proposer the address of the validator that proposed it, 20 bytes
 * @param baseFee a decimal number; only REST shows it
 * @param extraData padding as hex, empty when there is none and then left out
 */
public record DevnetBlock(
    long number,
    String hash,
    String parentHash,
    String stateRoot,
    long timestamp,
    int transactionCount,
    String proposer,
    long gasUsed,
    long gasLimit,
    String baseFee,
    String extraData) {

  /** The block of the feed: the documented fields first, in their order, then the node's own. */
  public JsonObject feedJson() {
    JsonObject json =
        new JsonObject()
            .put("number", number)
            .put("hash", hash)
            .put("parentHash", parentHash)
            .put("stateRoot", stateRoot)
            .put("timestamp", timestamp)
            .put("transactionCount", transactionCount)
            .put("proposer", proposer)
            .put("gasUsed", gasUsed)
            .put("gasLimit", gasLimit);
    return extraData.isEmpty() ? json : json.put("extraData", extraData);
  }

  /** The block of the REST interface: that of the feed, and its base fee. */
  public JsonObject restJson() {
    return feedJson().put("baseFee", baseFee);
  }
}
