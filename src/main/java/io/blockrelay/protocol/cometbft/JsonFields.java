package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, each as it was sent; {@code null} counts as absent. */
record JsonFields(Map<String, Buffer> values) {
  private static final Buffer NULL = Buffer.buffer("null");

  static JsonFields read(Buffer object) throws IOException {
    return read(object, (name, json) -> {});
  }

  /**
   * Reads an object in one pass.
   *
   * @param visitor sees each field first, and may read on to the value's end
   */
  static JsonFields read(Buffer object, ObjectFields.Visitor visitor) throws IOException {
    Map<String, Buffer> values = new LinkedHashMap<>();
    ObjectFields.read(
        object,
        (name, json) -> {
          int start = JsonBytes.start(json);
          visitor.field(name, json);
          values.put(name, object.slice(start, JsonBytes.endOfValue(json)));
        });
    values.values().removeIf(NULL::equals);
    return new JsonFields(values);
  }

  @Nullable Buffer get(String name) {
    return values.get(name);
  }

  Buffer require(String name) throws IOException {
    Buffer value = values.get(name);
    if (value == null) {
      throw new IOException("expected " + name);
    }
    return value;
  }

  JsonFields object(String name) throws IOException {
    return read(require(name));
  }

  /** A string that is not empty. */
  String text(String name) throws IOException {
    return ObjectFields.text(require(name));
  }

  /** A number that is written as a string, as CometBFT writes those of 64 bits; not negative. */
  long number(String name) throws IOException {
    try {
      long number = Long.parseLong(text(name));
      JsonBytes.expect(number >= 0, name + " that is not negative");
      return number;
    } catch (NumberFormatException e) {
      throw new IOException("expected a number for " + name, e);
    }
  }
}
