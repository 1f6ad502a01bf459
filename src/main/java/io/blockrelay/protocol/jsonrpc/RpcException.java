package io.blockrelay.protocol.jsonrpc;

/** A request that is answered with an error. Made on a client's word, so it has no stack trace. */
public final class RpcException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient RpcError error;

  public RpcException(RpcError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  public RpcError error() {
    return error;
  }
}
