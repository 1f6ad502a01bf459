package io.blockrelay.bench;

/**
 * What the bench's clients speak: where they connect, what they ask for, and by which keys a block
 * is known in the messages that they get.
 */
public enum Dialect {
  BASALT("/ws/blocks", "", "number", "hash"),
  ETHEREUM(
      "/",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}",
      "number",
      "hash"),
  /** A header does not hold its own hash; but then this chain does not reorganise. */
  COMETBFT(
      "/websocket",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscribe\","
          + "\"params\":{\"query\":\"tm.event='NewBlockHeader'\"}}",
      "height",
      ""),
  BIGCHAINDB("/api/v1/streams/valid_blocks", "", "height", "hash");

  private final String path;
  private final String subscription;
  private final String numberKey;
  private final String hashKey;

  Dialect(String path, String subscription, String numberKey, String hashKey) {
    this.path = path;
    this.subscription = subscription;
    this.numberKey = numberKey;
    this.hashKey = hashKey;
  }

  /** Where its clients connect when nothing else is said. */
  public String path() {
    return path;
  }

  /** The text that asks for each block once; empty where nothing need be asked for. */
  String subscription() {
    return subscription;
  }

  /** Whether a relay speaks it whatever its chain is. */
  boolean ofEveryChain() {
    return this == BASALT || this == BIGCHAINDB;
  }

  BlockScanner scanner() {
    return new BlockScanner(numberKey, hashKey);
  }
}
