package io.blockrelay.protocol.jsonrpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a node's message, in whatever order they come. */
final class NodeMessageParts {
  private @Nullable String id;
  private @Nullable String method;
  private @Nullable String subscription;
  private @Nullable Buffer result;
  private @Nullable Buffer error;
  private @Nullable Buffer event;

  /** Reads the field at whose name the parser stands. */
  void read(JsonParser json, Buffer source) throws IOException {
    String name = json.currentName();
    JsonToken value = json.nextToken();
    switch (name) {
      case "id" -> id = JsonBytes.value(json, source).toString();
      case "method" -> method = value == JsonToken.VALUE_STRING ? json.getText() : null;
      case "result" -> result = JsonBytes.value(json, source);
      case "error" -> error = value == JsonToken.VALUE_NULL ? null : JsonBytes.value(json, source);
      case "params" -> {
        if (value == JsonToken.START_OBJECT) {
          params(json, source);
        }
      }
      default -> {}
    }
    json.skipChildren();
  }

  private void params(JsonParser json, Buffer source) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("subscription") && value == JsonToken.VALUE_STRING) {
        subscription = json.getText();
      } else if (name.equals("result")) {
        event = JsonBytes.value(json, source);
      }
      json.skipChildren();
    }
  }

  NodeMessage message() throws IOException {
    if (method != null && subscription != null && event != null) {
      return new NodeMessage.Event(method, subscription, event);
    }
    if (id != null && method == null && (result != null || error != null)) {
      return new NodeMessage.Reply(id, error == null ? result : null, error);
    }
    throw new IOException("expected a reply or an event");
  }
}
