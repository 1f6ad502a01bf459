package io.blockrelay.protocol.jsonrpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a request's parameters into values: at most 64 levels deep, at most 100,000 values. */
public final class JsonReader {
  private static final int VALUES_MAX = 100_000;

  private final JsonParser json;
  private int values;

  private JsonReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads one value.
   *
   * @throws RpcException when it is not one JSON value, or one beyond the bounds
   */
  public static Json read(Buffer source) throws RpcException {
    try (JsonParser json = JsonBytes.requestParser(source)) {
      json.nextToken();
      Json value = new JsonReader(json).value();
      JsonBytes.expect(json.nextToken() == null, "one JSON value and nothing after it");
      return value;
    } catch (IOException e) {
      throw new RpcException(RpcError.invalidParams(JsonErrors.text(e)));
    }
  }

  private Json value() throws IOException {
    JsonBytes.expect(++values <= VALUES_MAX, "at most " + VALUES_MAX + " values");
    JsonToken token = json.currentToken();
    JsonBytes.expect(token != null, "a JSON value");
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new Json.Text(json.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(json.getText());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      default -> new Json.Null();
    };
  }

  private Json object() throws IOException {
    List<Json.Field> fields = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      fields.add(new Json.Field(name, value()));
    }
    return new Json.Obj(fields);
  }

  private Json array() throws IOException {
    List<Json> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return new Json.Arr(items);
  }
}
