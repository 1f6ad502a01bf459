package io.blockrelay.protocol.ethereum;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Names subscriptions as geth does, with a QUANTITY of 1 to 32 hex digits. Equal topics have equal
 * names, so that their clients share the bytes of a notification; names need only be unique on
 * their connection, where a second equal subscription is the second occurrence and has another.
 */
final class SubscriptionIds {
  private static final int BYTES = 16;

  private SubscriptionIds() {}

  /**
   * The name of a subscription.
   *
   * @param occurrence tells equal subscriptions of a connection apart, from 0
   */
  static String id(EthTopic topic, int occurrence) {
    String named = occurrence + ":" + topic;
    byte[] hash = Keccak.hash(named.getBytes(StandardCharsets.UTF_8));
    String digits = HexFormat.of().formatHex(hash, 0, BYTES);
    return "0x" + digits.replaceFirst("^0{1,31}", "");
  }
}
