package io.blockrelay.protocol.jsonrpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
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

  /** Makes something of a value. */
  public interface Reader<T> {
    /**
     * Finds the parser at the value's first token, and leaves it at its last one.
     *
     * @param source the bytes that the parser reads
     */
    T read(JsonParser json, Buffer source) throws IOException;
  }

  /** Reads what a node sent; at most 1,000 levels deep. */
  public static JsonParser parser(Buffer source) throws IOException {
    return parser(ANSWERS, source);
  }

  static JsonParser requestParser(Buffer source) throws IOException {
    return parser(REQUESTS, source);
  }

  /** Over the very bytes where they are in an array, as those of all sockets are. */
  private static JsonParser parser(JsonFactory factory, Buffer source) throws IOException {
    ByteBuf bytes = ((BufferInternal) source).getByteBuf();
    return bytes.hasArray()
        ? factory.createParser(
            bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes())
        : factory.createParser(source.getBytes());
  }

  /**
   * The bytes of the value at whose first token the parser stands; leaves it at the last one.
   *
   * @param source the same bytes that the parser reads
   */
  public static Buffer value(JsonParser json, Buffer source) throws IOException {
    int start = start(json);
    return source.slice(start, endOfValue(json));
  }

  /** Where the token at which the parser stands begins. */
  public static int start(JsonParser json) {
    return (int) json.currentTokenLocation().getByteOffset();
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
    return elements(array, JsonBytes::value);
  }

  /**
   * Reads the elements of an array, all in one pass over it.
   *
   * @throws IOException when the bytes are not one JSON array, or the reader fails
   */
  public static <T> List<T> elements(Buffer array, Reader<T> reader) throws IOException {
    try (JsonParser json = parser(array)) {
      expect(json.nextToken() == JsonToken.START_ARRAY, "an array");
      List<T> elements = elementsWithin(json, array, reader);
      expect(json.nextToken() == null, "one array and nothing after it");
      return elements;
    }
  }

  /** The elements of the array at whose start the parser stands; leaves it at the end. */
  public static <T> List<T> elementsWithin(JsonParser json, Buffer source, Reader<T> reader)
      throws IOException {
    List<T> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(reader.read(json, source));
    }
    return elements;
  }

  /** Those elements of an array that the reader can read, as far as it is JSON at all. */
  public static <T> List<T> readableElements(Buffer array, Reader<T> reader) {
    List<T> readable = new ArrayList<>();
    try (JsonParser json = parser(array)) {
      expect(json.nextToken() == JsonToken.START_ARRAY, "an array");
      JsonStreamContext between = json.getParsingContext();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        try {
          readable.add(reader.read(json, array));
        } catch (JsonProcessingException noJson) {
          throw noJson;
        } catch (IOException unreadable) {
          while (json.getParsingContext() != between) {
            json.nextToken();
          }
        }
      }
    } catch (IOException noJson) {
      // What came before is still worth having.
    }
    return readable;
  }

  /** An array of these values, without white space between them. */
  public static Buffer array(List<Buffer> elements) {
    int bytes = elements.stream().mapToInt(element -> element.length() + 1).sum();
    Buffer array = Buffer.buffer(bytes + 2).appendString("[");
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
