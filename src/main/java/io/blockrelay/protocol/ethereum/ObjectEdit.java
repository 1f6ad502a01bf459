package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;

/** Replaces values of an object's own fields, and leaves every other byte as it is. */
final class ObjectEdit {
  private final Buffer source;
  private final Buffer edited = Buffer.buffer();
  private int copied;
  private int fields;

  private ObjectEdit(Buffer source) {
    this.source = source;
  }

  /**
   * Replaces the values of fields that are there.
   *
   * @param values JSON texts by the field's name
   */
  static Buffer replace(Buffer object, Map<String, String> values) throws IOException {
    return new ObjectEdit(object).replace(values).rest();
  }

  /** Replaces the field's value, or appends the field behind the others. */
  static Buffer set(Buffer object, String name, String value) throws IOException {
    ObjectEdit edit = new ObjectEdit(object).replace(Map.of(name, value));
    return edit.copied > 0 ? edit.rest() : edit.append("\"" + name + "\":" + value);
  }

  private ObjectEdit replace(Map<String, String> values) throws IOException {
    ObjectFields.read(
        source,
        (name, json) -> {
          fields++;
          String value = values.get(name);
          if (value != null) {
            int start = (int) json.currentTokenLocation().getByteOffset();
            edited.appendBuffer(source.slice(copied, start)).appendString(value);
            copied = JsonBytes.endOfValue(json);
          }
        });
    return this;
  }

  private Buffer append(String field) {
    int end = source.length();
    while (source.getByte(end - 1) != '}') {
      end--;
    }
    edited.appendBuffer(source.slice(0, end - 1)).appendString(fields == 0 ? field : "," + field);
    copied = end - 1;
    return rest();
  }

  private Buffer rest() {
    return edited.appendBuffer(source.slice(copied, source.length()));
  }
}
