package io.blockrelay.protocol.jsonrpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** Walks over the fields of one JSON object without building anything of it. */
public final class ObjectFields {
  private ObjectFields() {}

  /** Sees each field with the parser at its value, and may read on to the value's end. */
  public interface Visitor {
    void field(String name, JsonParser json) throws IOException;
  }

  /**
   * Visits every field.
   *
   * @throws IOException when the bytes are not one JSON object
   */
  public static void read(Buffer object, Visitor visitor) throws IOException {
    try (JsonParser json = JsonBytes.parser(object)) {
      json.nextToken();
      readWithin(json, visitor);
      JsonBytes.expect(json.nextToken() == null, "one object and nothing after it");
    }
  }

  /** Visits every field of the object at whose start the parser stands; leaves it at the end. */
  public static void readWithin(JsonParser json, Visitor visitor) throws IOException {
    JsonBytes.expect(json.currentToken() == JsonToken.START_OBJECT, "a JSON object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      visitor.field(name, json);
      json.skipChildren();
    }
  }

  /**
   * The text of a value that is one string and not empty.
   *
   * @throws IOException when it is anything else
   */
  public static String text(Buffer value) throws IOException {
    try (JsonParser json = JsonBytes.parser(value)) {
      json.nextToken();
      String text = text(json);
      JsonBytes.expect(!text.isEmpty() && json.nextToken() == null, "one string");
      return text;
    }
  }

  /** A string, or empty for null. */
  public static String text(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return "";
    }
    JsonBytes.expect(json.currentToken() == JsonToken.VALUE_STRING, "a string");
    return json.getText();
  }
}
