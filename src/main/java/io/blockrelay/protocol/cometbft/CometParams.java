package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.jsonrpc.Json;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.JsonErrors;
import io.blockrelay.protocol.jsonrpc.JsonReader;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters by name or by position. A name that is missing and a null are the empty string;
 * names that nobody asks for are ignored.
 *
 * <p>Without any {@code params} a node's call crashes, and its error has the id -1; here it is the
 * error of an empty array, with the client's id.
 */
final class CometParams {
  private static final Buffer EMPTY = Buffer.buffer("[]");
  private static final String QUERY = "query";
  private static final String FROM_HEIGHT = "from_height";

  private CometParams() {}

  /** What a subscribe asks for: a query, and behind it perhaps {@link FromHeight}. */
  static CometRequest.Subscribe subscribe(@Nullable Buffer params) throws RpcException {
    Json value = read(params == null ? EMPTY : params);
    StartAt start = StartAt.LIVE;
    if (value instanceof Json.Obj named) {
      start = FromHeight.read(last(named, FROM_HEIGHT));
    } else if (value instanceof Json.Arr array && array.items().size() == 2) {
      Json height = array.items().get(1);
      if (FromHeight.isHeight(height)) {
        return new CometRequest.Subscribe(text(array.items().get(0)), FromHeight.read(height));
      }
    }
    return new CometRequest.Subscribe(query(params), start);
  }

  static String query(@Nullable Buffer params) throws RpcException {
    Buffer sent = params == null ? EMPTY : params;
    Json value = read(sent);
    if (value instanceof Json.Obj named) {
      return text(last(named, QUERY));
    }
    if (value instanceof Json.Arr array) {
      if (array.items().size() != 1) {
        throw count("1 parameters ([query])", sent);
      }
      return text(array.items().get(0));
    }
    return text(requireNull(value));
  }

  static void requireNone(@Nullable Buffer params) throws RpcException {
    if (params == null) {
      return;
    }
    Json value = read(params);
    if (value instanceof Json.Arr array) {
      if (!array.items().isEmpty()) {
        throw count("0 parameters ([])", params);
      }
    } else if (!(value instanceof Json.Obj)) {
      requireNull(value);
    }
  }

  static Json read(Buffer params) throws RpcException {
    try {
      return JsonReader.read(params);
    } catch (RpcException beyondBounds) {
      throw failure(beyondBounds.error().message());
    }
  }

  /** Other than elsewhere in Go, the case of the name counts: these parameters are a map. */
  static Json last(Json.Obj named, String name) {
    Json last = new Json.Null();
    for (Json.Field field : named.fields()) {
      last = field.name().equals(name) ? field.value() : last;
    }
    return last;
  }

  private static String text(Json value) throws RpcException {
    if (value instanceof Json.Text text) {
      return text.value();
    }
    if (value instanceof Json.Null) {
      return "";
    }
    throw failure("json: cannot unmarshal " + value.kind() + " into Go value of type string");
  }

  private static Json requireNull(Json value) throws RpcException {
    if (value instanceof Json.Null) {
      return value;
    }
    throw failure(
        "unknown type for JSON params: json: cannot unmarshal "
            + value.kind()
            + " into Go value of type []json.RawMessage. Expected map or array");
  }

  private static RpcException count(String expected, Buffer array) throws RpcException {
    List<Buffer> sent;
    try {
      sent = JsonBytes.elements(array);
    } catch (IOException e) {
      throw failure(JsonErrors.text(e));
    }
    StringJoiner printed = new StringJoiner(" ", "([", "])");
    sent.forEach(element -> printed.add(bytes(element)));
    return failure("expected " + expected + ", got " + sent.size() + " " + printed);
  }

  /** Go prints each parameter as the numbers of its bytes. */
  private static String bytes(Buffer element) {
    StringJoiner numbers = new StringJoiner(" ", "[", "]");
    for (byte b : element.getBytes()) {
      numbers.add(String.valueOf(b & 0xFF));
    }
    return numbers.toString();
  }

  private static RpcException failure(String reason) {
    return new RpcException(CometErrors.params(reason));
  }
}
