package io.blockrelay.protocol.ethereum;

/**
 * The messages of one connection that wait for their answers: bounded in number and in size. A
 * batch is one of them; its size bounds it.
 */
final class InFlight {
  static final int MESSAGES_MAX = 256;
  static final int BYTES_MAX = 4 << 20;

  private int messages;
  private int bytes;

  /** Whether another one may be answered; a large one only by itself. */
  boolean begin(int size) {
    if (messages > 0 && (messages >= MESSAGES_MAX || bytes + size > BYTES_MAX)) {
      return false;
    }
    messages++;
    bytes += size;
    return true;
  }

  void end(int size) {
    messages--;
    bytes -= size;
  }
}
