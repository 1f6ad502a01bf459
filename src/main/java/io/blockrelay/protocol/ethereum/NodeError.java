package io.blockrelay.protocol.ethereum;

import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** A node answered a call with an error. Made on the node's word, so it has no stack trace. */
final class NodeError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** "Method not supported", of EIP-1474; some providers say it instead of -32601. */
  private static final int NOT_SUPPORTED = -32004;

  private final int code;
  private final transient Buffer json;

  private NodeError(int code, String message, Buffer json) {
    super(message, null, false, false);
    this.code = code;
    this.json = json;
  }

  /** Takes what it can read of an error; one that cannot be read is an error all the same. */
  static NodeError read(Buffer json) {
    Fields fields = new Fields();
    try {
      ObjectFields.read(
          json,
          (name, value) -> {
            if (name.equals("code") && value.currentToken() == JsonToken.VALUE_NUMBER_INT) {
              fields.code = value.getIntValue();
            } else if (name.equals("message") && value.currentToken() == JsonToken.VALUE_STRING) {
              fields.message = value.getText();
            }
          });
    } catch (IOException e) {
      fields.message = "an error that cannot be read";
    }
    return new NodeError(fields.code, fields.message, json);
  }

  /** The node's own bytes. */
  Buffer json() {
    return json;
  }

  /** Whether the node has no such method, or no such subscription. */
  boolean isUnsupported() {
    // anvil refuses subscriptions as an internal error.
    return code == RpcError.METHOD_NOT_FOUND
        || code == NOT_SUPPORTED
        || getMessage().equalsIgnoreCase("not implemented");
  }

  /** Whether the node understands the method, and not what it was asked with. */
  boolean isInvalidParams() {
    return code == RpcError.INVALID_PARAMS;
  }

  /** Whether the node means that it does not know the block; each make of node words it anew. */
  boolean isUnknownBlock() {
    String message = Hex.lowerCase(getMessage());
    return !isUnsupported() && (message.contains("unknown block") || message.contains("not found"));
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  private static final class Fields {
    private int code;
    private String message = "an error without a message";
  }
}
