package io.blockrelay.protocol.cometbft;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object of values that are JSON already. */
final class JsonWriter {
  private final Buffer json = Buffer.buffer("{");

  JsonWriter field(String name, Buffer value) {
    json.appendString((json.length() > 1 ? ",\"" : "\"") + name + "\":").appendBuffer(value);
    return this;
  }

  JsonWriter field(String name, String value) {
    return field(name, Buffer.buffer(value));
  }

  /** The field only if there is a value. */
  JsonWriter optional(String name, @Nullable Buffer value) {
    return value == null ? this : field(name, value);
  }

  Buffer end() {
    return json.appendString("}");
  }
}
