package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.RpcMessage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Answers calls, whichever way they came. */
interface Calls {
  /**
   * The whole reply to a call.
   *
   * @return fails with what {@link EthErrors#of(Throwable)} makes an error of
   */
  Future<Buffer> call(RpcMessage call);

  /**
   * Whether it changes something: then it is executed even if nobody wants a reply, and in a batch
   * not beside other calls.
   */
  boolean changes(RpcMessage call);
}
