package io.blockrelay.protocol.jsonrpc;

import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** A node answered a call with an error. Made on the node's word, so it has no stack trace. */
public final class NodeError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** "Method not supported", of EIP-1474; some providers say it instead of -32601. */
  private static final int NOT_SUPPORTED = -32004;

  private final int code;
  private final String data;
  private final transient Buffer json;

  private NodeError(int code, String message, String data, Buffer json) {
    super(message, null, false, false);
    this.code = code;
    this.data = data;
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
            } else if (name.equals("data") && value.currentToken() == JsonToken.VALUE_STRING) {
              fields.data = value.getText();
            }
          });
    } catch (IOException e) {
      fields.message = "an error that cannot be read";
    }
    return new NodeError(fields.code, fields.message, fields.data, json);
  }

  public int code() {
    return code;
  }

  /** What the node says beside the message, if that is a text; else empty. */
  public String data() {
    return data;
  }

  /** The node's own bytes. */
  public Buffer json() {
    return json;
  }

  /** Whether the node has no such method, or no such subscription. */
  public boolean isUnsupported() {
    // anvil refuses subscriptions as an internal error.
    return code == RpcError.METHOD_NOT_FOUND
        || code == NOT_SUPPORTED
        || getMessage().equalsIgnoreCase("not implemented");
  }

  /** Whether the node understands the method, and not what it was asked with. */
  public boolean isInvalidParams() {
    return code == RpcError.INVALID_PARAMS;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  private static final class Fields {
    private int code;
    private String message = "an error without a message";
    private String data = "";
  }
}
