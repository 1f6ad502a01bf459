package io.blockrelay.protocol.jsonrpc;

/**
 * The messages of one connection that wait for their answers: bounded in number and in size. A
 * batch is one of them; its size bounds it.
 */
public final class InFlight {
  public static final int MESSAGES_MAX = 256;
  public static final int BYTES_MAX = 4 << 20;

  private int messages;
  private int bytes;

  /** Whether another one may be answered; a large one only by itself. */
  public boolean begin(int size) {
    if (messages > 0 && (messages >= MESSAGES_MAX || bytes + size > BYTES_MAX)) {
      return false;
    }
    messages++;
    bytes += size;
    return true;
  }

  public void end(int size) {
    messages--;
    bytes -= size;
  }
}
