package io.blockrelay.protocol.cometbft;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a request's fields as Go does: names in any case, the last one counts, null is nothing. */
final class CometInboundReader {
  private static final String REQUEST =
      "value of type struct { JSONRPC string \"json:\\\"jsonrpc\\\"\"; ID interface {}"
          + " \"json:\\\"id,omitempty\\\"\"; Method string \"json:\\\"method\\\"\"; Params"
          + " json.RawMessage \"json:\\\"params\\\"\" }";

  private static final int ECHO_CHARS_MAX = 120;

  private final Buffer source;
  private String method = "";
  private @Nullable String id;
  private @Nullable Buffer params;

  /** The first value of a wrong type; what is no JSON at all is worse. */
  private @Nullable String mistake;

  private @Nullable String strangeId;

  CometInboundReader(Buffer message) {
    source = message;
  }

  CometInbound read() throws IOException, RpcException {
    try (JsonParser json = JsonBytes.parser(source)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        wrong("EOF");
      } else if (first == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          field(json.currentName(), json.nextToken(), json);
        }
      } else if (first != JsonToken.VALUE_NULL) {
        JsonBytes.endOfValue(json);
        wrong(mismatch(kind(first), REQUEST));
      }
    }
    return inbound();
  }

  private CometInbound inbound() throws RpcException {
    String reason = mistake == null ? strangeId : mistake;
    if (reason != null) {
      throw new RpcException(CometErrors.noRequest(reason));
    }
    return id == null ? new CometInbound.Notification() : new CometInbound.Call(id, method, params);
  }

  private void field(String name, JsonToken token, JsonParser json) throws IOException {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "jsonrpc" -> string(".jsonrpc", token, json, "");
      case "method" -> method = string(".method", token, json, method);
      case "id" -> id(token, json);
      case "params" -> params = JsonBytes.value(json, source);
      default -> json.skipChildren();
    }
  }

  private void id(JsonToken token, JsonParser json) throws IOException {
    id = null;
    strangeId = null;
    switch (token) {
      case VALUE_NULL -> {}
      case VALUE_STRING -> id = CometId.ofString(json.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        id = CometId.ofNumber(json.getText());
        if (id == null) {
          wrong(mismatch("number " + start(json.getText()), "struct field .id of type float64"));
        }
      }
      default -> strangeId = strange(token, JsonBytes.value(json, source).toString());
    }
  }

  private String string(String field, JsonToken token, JsonParser json, String before)
      throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    if (token != JsonToken.VALUE_NULL) {
      wrong(mismatch(kind(token), "struct field " + field + " of type string"));
      json.skipChildren();
    }
    return before;
  }

  private void wrong(String reason) {
    mistake = mistake == null ? reason : mistake;
  }

  private static String strange(JsonToken token, String value) {
    String type =
        switch (token) {
          case START_OBJECT -> "map[string]interface {}";
          case START_ARRAY -> "[]interface {}";
          default -> "bool";
        };
    return "json-rpc ID (" + start(value) + ") is of unknown type (" + type + ")";
  }

  private static String mismatch(String found, String wanted) {
    return "json: cannot unmarshal " + found + " into Go " + wanted;
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "object";
      case START_ARRAY -> "array";
      case VALUE_STRING -> "string";
      case VALUE_TRUE, VALUE_FALSE -> "bool";
      default -> "number";
    };
  }

  private static String start(String value) {
    return value.length() > ECHO_CHARS_MAX ? value.substring(0, ECHO_CHARS_MAX) : value;
  }
}
