package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.Json;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of {@code *_unsubscribe}; geth ends subscriptions under any namespace. */
public final class UnsubscribeParser {
  private UnsubscribeParser() {}

  /**
   * The id of the subscription that shall end, as it was sent; an unknown one is answered with
   * {@link EthErrors#UNKNOWN_SUBSCRIPTION}.
   *
   * @param params null when there were none
   * @throws RpcException with what geth answers
   */
  public static String parse(@Nullable Buffer params) throws RpcException {
    List<Json> arguments = PositionalArguments.of(params);
    if (arguments.isEmpty()) {
      throw new RpcException(RpcError.invalidParams("missing value for required argument 0"));
    }
    Json id = arguments.get(0);
    if (!(id instanceof Json.Text) && !(id instanceof Json.Null)) {
      throw new RpcException(RpcError.invalidArgument(0, GoTypes.into(id, "rpc.ID")));
    }
    PositionalArguments.requireAtMost(1, arguments);
    return id instanceof Json.Text text ? text.value() : "";
  }
}
