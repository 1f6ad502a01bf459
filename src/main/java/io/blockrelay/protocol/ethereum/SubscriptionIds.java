package io.blockrelay.protocol.ethereum;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Names subscriptions as geth does, with a QUANTITY of 1 to 32 hex digits. Equal topics have equal
 * names, so that their clients share the bytes of a notification; names need only be unique on
 * their connection, where a second equal subscription is the second occurrence and has another.
 */
public final class SubscriptionIds {
  private static final int BYTES = 16;

  private final long seed;

  /**
   * @param seed makes the names of this relay its own
   */
  public SubscriptionIds(long seed) {
    this.seed = seed;
  }

  /**
   * The name of a subscription.
   *
   * @param occurrence how many equal subscriptions the connection has had before, from 0
   */
  public String id(EthTopic topic, int occurrence) {
    String named = Long.toHexString(seed) + ":" + occurrence + ":" + topic;
    byte[] hash = Keccak256.hash(named.getBytes(StandardCharsets.UTF_8));
    String digits = HexFormat.of().formatHex(hash, 0, BYTES);
    return "0x" + digits.replaceFirst("^0{1,31}", "");
  }
}
