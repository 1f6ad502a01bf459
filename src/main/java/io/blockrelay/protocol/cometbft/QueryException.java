package io.blockrelay.protocol.cometbft;

/** A query that makes no sense, in a node's words. Made on a client's word: no stack trace. */
final class QueryException extends Exception {
  private static final long serialVersionUID = 1L;

  QueryException(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
