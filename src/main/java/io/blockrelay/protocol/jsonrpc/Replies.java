package io.blockrelay.protocol.jsonrpc;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Writes replies without white space, in geth's order: {@code jsonrpc, id, error, result}. Ids are
 * JSON text, echoed as they were sent.
 *
 * <p>geth 1.17 ends each WebSocket message with a line feed; that is no part of the JSON, and is
 * not written here.
 */
public final class Replies {
  /** The id of a reply to something that has none. */
  public static final String NO_ID = "null";

  private Replies() {}

  /**
   * A reply with a result.
   *
   * @param result JSON, passed through untouched
   */
  public static Buffer result(String id, Buffer result) {
    return head(id, result.length())
        .appendString(",\"result\":")
        .appendBuffer(result)
        .appendString("}");
  }

  /**
   * A reply with a short result.
   *
   * @param result JSON text
   */
  public static Buffer result(String id, String result) {
    return result(id, Buffer.buffer(result));
  }

  public static Buffer error(String id, RpcError error) {
    return error(id, json(error));
  }

  /** A reply that does not even say {@code "id":null}. */
  public static Buffer errorWithoutId(RpcError error) {
    return Buffer.buffer("{\"jsonrpc\":\"2.0\",\"error\":")
        .appendBuffer(json(error))
        .appendString("}");
  }

  /**
   * A reply with an error that somebody else wrote.
   *
   * @param error a node's own error object, passed through untouched
   */
  public static Buffer error(String id, Buffer error) {
    return head(id, error.length())
        .appendString(",\"error\":")
        .appendBuffer(error)
        .appendString("}");
  }

  /** The replies of a batch in one array; at least one. */
  public static Buffer batch(List<Buffer> replies) {
    return JsonBytes.array(replies);
  }

  private static Buffer json(RpcError error) {
    String data = error.data() == null ? "" : ",\"data\":" + error.data();
    return Buffer.buffer(
        "{\"code\":"
            + error.code()
            + ",\"message\":"
            + JsonText.quote(error.message())
            + data
            + "}");
  }

  private static Buffer head(String id, int bodyBytes) {
    return Buffer.buffer(64 + id.length() + bodyBytes)
        .appendString("{\"jsonrpc\":\"2.0\",\"id\":")
        .appendString(id);
  }
}
