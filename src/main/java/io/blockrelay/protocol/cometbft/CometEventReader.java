package io.blockrelay.protocol.cometbft;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what an event has, in whatever order it comes. */
final class CometEventReader {
  private static final Buffer DATA = Buffer.buffer("\"data\":");
  private static final Buffer EVENTS = Buffer.buffer(",\"events\":");

  private final Buffer source;
  private String query = "";
  private @Nullable String type;
  private @Nullable Buffer value;
  private @Nullable Buffer data;
  private @Nullable Buffer events;
  private @Nullable Buffer both;

  /** Where the field before this one starts, if that is the data; else -1. */
  private int dataStart = -1;

  private final Map<String, List<String>> attributes = new HashMap<>();

  CometEventReader(Buffer result) {
    source = result;
  }

  CometEvent read() throws IOException {
    try (JsonParser json = JsonBytes.parser(source)) {
      json.nextToken();
      CometEvent event = read(json);
      JsonBytes.expect(json.nextToken() == null, "one event and nothing after it");
      return event;
    }
  }

  /** Reads the one at whose start the parser of the source stands; leaves it at the end. */
  CometEvent read(JsonParser json) throws IOException {
    JsonBytes.expect(json.currentToken() == JsonToken.START_OBJECT, "an event");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      field(json.currentName(), JsonBytes.start(json), json);
    }
    return event();
  }

  private void field(String name, int nameStart, JsonParser json) throws IOException {
    JsonToken token = json.nextToken();
    int start = JsonBytes.start(json);
    int dataBefore = dataStart;
    dataStart = -1;
    switch (name) {
      case "query" -> query = text(json);
      case "data" -> {
        both = null;
        data(json, token);
        data = source.slice(start, JsonBytes.endOfValue(json));
        dataStart = nameStart;
      }
      case "events" -> {
        attributes(json, token);
        int end = JsonBytes.endOfValue(json);
        events = source.slice(start, end);
        both = dataBefore < 0 ? null : source.slice(dataBefore, end);
      }
      default -> json.skipChildren();
    }
  }

  private void data(JsonParser json, JsonToken token) throws IOException {
    JsonBytes.expect(token == JsonToken.START_OBJECT, "an event with an object of data");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "type" -> type = text(json);
        case "value" -> value = JsonBytes.value(json, source);
        default -> json.skipChildren();
      }
    }
  }

  private void attributes(JsonParser json, JsonToken token) throws IOException {
    JsonBytes.expect(token == JsonToken.START_OBJECT, "an event with its attributes");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonBytes.expect(json.nextToken() == JsonToken.START_ARRAY, "attributes with values");
      List<String> values = new ArrayList<>(1);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        values.add(text(json));
      }
      attributes.put(name, values);
    }
  }

  private CometEvent event() throws IOException {
    if (type == null || value == null || data == null || events == null) {
      throw new IOException("expected an event with a type, a value and attributes");
    }
    // A node writes them side by side, and nothing is copied.
    Buffer body = both;
    if (body == null) {
      int length = DATA.length() + data.length() + EVENTS.length() + events.length();
      body = Buffer.buffer(length).appendBuffer(DATA).appendBuffer(data);
      body.appendBuffer(EVENTS).appendBuffer(events);
    }
    return new CometEvent(query, type, value, new EventAttributes(attributes), body);
  }

  private static String text(JsonParser json) throws IOException {
    JsonBytes.expect(json.currentToken() == JsonToken.VALUE_STRING, "a string");
    return json.getText();
  }
}
