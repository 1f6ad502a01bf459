package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.Json;
import io.blockrelay.protocol.jsonrpc.JsonReader;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters as go-ethereum's {@code parsePositionalArguments} takes them. */
final class PositionalArguments {
  private PositionalArguments() {}

  /**
   * The arguments; none when there are no params, or null.
   *
   * @throws RpcException when the params are no array
   */
  static List<Json> of(@Nullable Buffer params) throws RpcException {
    Json read = params == null ? new Json.Null() : JsonReader.read(params);
    if (read instanceof Json.Null) {
      return List.of();
    }
    if (read instanceof Json.Arr array) {
      return array.items();
    }
    throw new RpcException(RpcError.invalidParams("non-array args"));
  }

  static void requireAtMost(int max, List<Json> arguments) throws RpcException {
    if (arguments.size() > max) {
      throw new RpcException(RpcError.invalidParams("too many arguments, want at most " + max));
    }
  }
}
