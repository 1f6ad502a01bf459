package io.blockrelay.protocol.ethereum;

import io.vertx.core.buffer.Buffer;

/**
 * Writes {@code {"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"0x…",
 * "result":…}}} without white space. There is no {@code id}: ethers takes what has one for a reply.
 */
public final class EthNotification {
  private static final String HEAD =
      "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"";
  private static final Buffer TAIL = Buffer.buffer("}}");

  private final Buffer head;

  /**
   * @param subscription the id that the client was given
   */
  public EthNotification(String subscription) {
    this.head = Buffer.buffer(HEAD + subscription + "\",\"result\":");
  }

  public Buffer wrap(Buffer result) {
    return Buffer.buffer(head.length() + result.length() + TAIL.length())
        .appendBuffer(head)
        .appendBuffer(result)
        .appendBuffer(TAIL);
  }
}
