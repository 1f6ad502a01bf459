package io.blockrelay.protocol.jsonrpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Cuts values out of UTF-8 JSON without touching a byte of them. */
public final class JsonBytes {
  /** What a client sends is never deeper. */
  static final int REQUEST_DEPTH_MAX = 64;

  private static final JsonFactory REQUESTS = factory(REQUEST_DEPTH_MAX);
  private static final JsonFactory ANSWERS = factory(1_000);

  private JsonBytes() {}

  /** Reads what a node sent; at most 1,000 levels deep. */
  public static JsonParser parser(Buffer source) throws IOException {
    return ANSWERS.createParser(source.getBytes());
  }

  static JsonParser requestParser(Buffer source) throws IOException {
    return REQUESTS.createParser(source.getBytes());
  }

  /**
   * The bytes of the value at whose first token the parser stands; leaves it at the last one.
   *
   * @param source the same bytes that the parser reads
   */
  public static Buffer value(JsonParser json, Buffer source) throws IOException {
    int start = (int) json.currentTokenLocation().getByteOffset();
    return source.slice(start, endOfValue(json));
  }

  /** Skips the value at whose first token the parser stands, and tells where its last byte ends. */
  public static int endOfValue(JsonParser json) throws IOException {
    json.skipChildren();
    // A string is only read to its end when somebody asks for it.
    json.finishToken();
    return (int) json.currentLocation().getByteOffset();
  }

  /**
   * The elements of an array, each as it was sent.
   *
   * @throws IOException when the bytes are not one JSON array
   */
  public static List<Buffer> elements(Buffer array) throws IOException {
    try (JsonParser json = parser(array)) {
      expect(json.nextToken() == JsonToken.START_ARRAY, "an array");
      List<Buffer> elements = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(json, array));
      }
      expect(json.nextToken() == null, "one array and nothing after it");
      return elements;
    }
  }

  /** An array of these values, without white space between them. */
  public static Buffer array(List<Buffer> elements) {
    Buffer array = Buffer.buffer("[");
    for (int i = 0; i < elements.size(); i++) {
      array.appendString(i == 0 ? "" : ",").appendBuffer(elements.get(i));
    }
    return array.appendString("]");
  }

  /** Fails with what was expected unless {@code holds}. */
  public static void expect(boolean holds, String expected) throws IOException {
    if (!holds) {
      throw new IOException("expected " + expected);
    }
  }

  private static JsonFactory factory(int depthMax) {
    return JsonFactory.builder()
        // Bytes that look like UTF-16 would be decoded first, and their offsets lost.
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        // Names are the sender's choice, and must not fill the table of interned strings.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(depthMax).maxNameLength(2_048).build())
        .build();
  }
}
