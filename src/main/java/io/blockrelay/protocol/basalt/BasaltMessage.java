package io.blockrelay.protocol.basalt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.model.EventKind;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be read of a feed message; the rest stays bytes.
 *
 * @param type the message's type
 * @param block the block in it, if there is one that can be read
 */
record BasaltMessage(String type, @Nullable BasaltBlock block) {
  static final EventKind BLOCK = new EventKind("basalt.block");
  static final EventKind OTHER = new EventKind("basalt.other");

  /** All of a feed. */
  static final Set<EventKind> KINDS = Set.of(BLOCK, OTHER);

  static final String NEW_BLOCK = "new_block";

  // Messages are UTF-8. A parser that guesses otherwise has no byte offsets to cut by.
  static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

  private static final Buffer HEAD = Buffer.buffer("{\"type\":\"new_block\",\"block\":");
  private static final Buffer TAIL = Buffer.buffer("}");

  /**
   * Reads one message.
   *
   * @throws IOException when it is no JSON object with a type
   */
  static BasaltMessage read(Buffer message) throws IOException {
    byte[] bytes = message.getBytes();
    try (JsonParser json = JSON.createParser(bytes)) {
      expect(json.nextToken() == JsonToken.START_OBJECT, "a message is a JSON object");
      String type = null;
      BasaltBlock block = null;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("type") && value == JsonToken.VALUE_STRING) {
          type = json.getText();
        } else if (field.equals("block") && value == JsonToken.START_OBJECT) {
          block = BasaltBlock.read(json, message);
        } else {
          json.skipChildren();
        }
      }
      expect(json.currentToken() == JsonToken.END_OBJECT, "a message is one whole JSON object");
      expect(json.nextToken() == null, "a message is one JSON object and nothing after it");
      if (type == null) {
        throw new IOException("a message has a type");
      }
      return new BasaltMessage(type, block);
    }
  }

  /** The feed's message for a block that came another way: from a greeting, or from REST. */
  static Buffer newBlock(Buffer block) {
    return Buffer.buffer(HEAD.length() + block.length() + TAIL.length())
        .appendBuffer(HEAD)
        .appendBuffer(block)
        .appendBuffer(TAIL);
  }

  static void expect(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }
}
