package io.blockrelay.protocol.jsonrpc;

import org.jspecify.annotations.Nullable;

/**
 * A JSON-RPC 2.0 error object. The codes and texts made here are those of go-ethereum's {@code
 * rpc/errors.go}.
 *
 * @param data the JSON text of {@code data}, null when there is none
 */
public record RpcError(int code, String message, @Nullable String data) {
  public static final int PARSE_ERROR = -32700;
  public static final int INVALID_REQUEST = -32600;
  public static final int METHOD_NOT_FOUND = -32601;
  public static final int INVALID_PARAMS = -32602;
  public static final int INTERNAL = -32603;
  public static final int SERVER_ERROR = -32000;

  public static final RpcError NOT_A_REQUEST = new RpcError(INVALID_REQUEST, "invalid request");
  public static final RpcError EMPTY_BATCH = new RpcError(INVALID_REQUEST, "empty batch");
  public static final RpcError BATCH_TOO_LARGE = new RpcError(INVALID_REQUEST, "batch too large");
  public static final RpcError TIMED_OUT = new RpcError(-32002, "request timed out");
  public static final RpcError RESPONSE_TOO_LARGE = new RpcError(-32003, "response too large");
  public static final RpcError CRASHED = new RpcError(INTERNAL, "method handler crashed");

  public RpcError(int code, String message) {
    this(code, message, null);
  }

  public static RpcError invalidParams(String message) {
    return new RpcError(INVALID_PARAMS, message);
  }

  /**
   * A positional parameter that does not have the form it should have.
   *
   * @param position counted from 0
   */
  public static RpcError invalidArgument(int position, String reason) {
    return invalidParams("invalid argument " + position + ": " + reason);
  }

  public static RpcError unknownMethod(String method) {
    return new RpcError(
        METHOD_NOT_FOUND, "the method " + method + " does not exist/is not available");
  }
}
