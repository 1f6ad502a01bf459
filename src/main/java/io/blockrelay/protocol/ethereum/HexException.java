package io.blockrelay.protocol.ethereum;

import java.io.IOException;

/** Text that is not the hex that it should be; the message is go-ethereum's. */
final class HexException extends IOException {
  private static final long serialVersionUID = 1L;

  HexException(String message) {
    super(message);
  }

  /** Nobody looks at where a client's mistake was found, and filling it in is dear. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
