package io.blockrelay.protocol.jsonrpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a node sent: its parts are slices of its own bytes. */
public sealed interface NodeMessage {
  /**
   * An answer to a request; one of {@code result} and {@code error} is there.
   *
   * @param id the JSON text of the id
   */
  record Reply(String id, @Nullable Buffer result, @Nullable Buffer error) implements NodeMessage {}

  /**
   * An event: {@code {"jsonrpc":"2.0","method":…,"params":{"subscription":"0x…","result":…}}}.
   *
   * @param subscription the id that the node gave the subscription
   */
  record Event(String method, String subscription, Buffer result) implements NodeMessage {}

  /**
   * Reads a single message; nodes answer a batch with an array, whose elements are read one by one.
   *
   * @throws IOException when it is neither a reply nor an event
   */
  static NodeMessage read(Buffer message) throws IOException {
    try (JsonParser json = JsonBytes.parser(message)) {
      JsonBytes.expect(json.nextToken() == JsonToken.START_OBJECT, "a JSON object");
      NodeMessageParts parts = new NodeMessageParts();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        parts.read(json, message);
      }
      JsonBytes.expect(json.nextToken() == null, "one message and nothing after it");
      return parts.message();
    }
  }
}
