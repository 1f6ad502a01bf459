package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.blockrelay.protocol.jsonrpc.RpcMessage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Every call gets the same error. */
record RefusedCalls(RpcError error) implements Calls {
  @Override
  public Future<Buffer> call(RpcMessage call) {
    return Future.failedFuture(new RpcException(error));
  }

  @Override
  public boolean changes(RpcMessage call) {
    return false;
  }
}
