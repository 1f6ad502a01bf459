package io.blockrelay.protocol.ethereum;

import io.vertx.core.buffer.Buffer;

/**
 * Writes {@code {"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"0x…",
 * "result":…}}} without white space. There is no {@code id}: ethers takes what has one for a reply.
 */
final class EthNotification {
  private static final Buffer HEAD =
      Buffer.buffer(
          "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"");
  private static final Buffer RESULT = Buffer.buffer("\",\"result\":");
  private static final Buffer TAIL = Buffer.buffer("}}");

  private EthNotification() {}

  /**
   * The text of the message.
   *
   * @param subscription the id that the client was given
   */
  static Buffer of(String subscription, Buffer result) {
    int frame = HEAD.length() + RESULT.length() + TAIL.length();
    return Buffer.buffer(frame + subscription.length() + result.length())
        .appendBuffer(HEAD)
        .appendString(subscription)
        .appendBuffer(RESULT)
        .appendBuffer(result)
        .appendBuffer(TAIL);
  }
}
