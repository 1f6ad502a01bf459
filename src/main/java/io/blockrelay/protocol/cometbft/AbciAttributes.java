package io.blockrelay.protocol.cometbft;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.JsonText;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a node makes of an application's events for its subscriptions: {@code type.key} and the
 * values of all attributes of that name, whether the application wants them indexed or not.
 *
 * <p>Its source is {@code validateAndStringifyEvents} in CometBFT's {@code types/event_bus.go}.
 */
final class AbciAttributes {
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final boolean base64;

  /**
   * @param base64 whether attributes are written in base64, as before 0.37
   */
  AbciAttributes(boolean base64) {
    this.base64 = base64;
  }

  /**
   * Adds an application's events.
   *
   * @param events an array, or nothing
   */
  AbciAttributes with(@Nullable Buffer events) throws IOException {
    if (events != null) {
      try (JsonParser json = JsonBytes.parser(events)) {
        JsonBytes.expect(json.nextToken() == JsonToken.START_ARRAY, "an array of events");
        addAll(json);
      }
    }
    return this;
  }

  /**
   * Adds the events of the array at whose start the parser stands; leaves it at the end.
   *
   * @return whether some event may have a field that is zero, nothing or none
   */
  boolean addAll(JsonParser events) throws IOException {
    boolean zeros = false;
    while (events.nextToken() != JsonToken.END_ARRAY) {
      zeros |= event(events);
    }
    return zeros;
  }

  /** Adds what the node says itself, behind what the application said under the same name. */
  AbciAttributes with(String name, String value) {
    values.computeIfAbsent(name, first -> new ArrayList<>(1)).add(value);
    return this;
  }

  /** The object that subscriptions bring as {@code events}. */
  String json() {
    return values.entrySet().stream()
        .map(entry -> JsonText.quote(entry.getKey()) + ":" + array(entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String array(List<String> all) {
    return all.stream().map(JsonText::quote).collect(Collectors.joining(",", "[", "]"));
  }

  private record Attribute(String key, String value) {}

  private boolean event(JsonParser json) throws IOException {
    JsonBytes.expect(json.currentToken() == JsonToken.START_OBJECT, "an event");
    String type = "";
    boolean others = false;
    List<Attribute> attributes = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      if (name.equals("type")) {
        type = ObjectFields.text(json);
      } else if (name.equals("attributes") && token == JsonToken.START_ARRAY) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          attributes.add(attribute(json));
        }
      } else {
        others = true;
      }
      json.skipChildren();
    }
    for (Attribute attribute : attributes) {
      if (!type.isEmpty() && !attribute.key().isEmpty()) {
        with(type + "." + attribute.key(), attribute.value());
      }
    }
    return others || type.isEmpty() || attributes.isEmpty();
  }

  private Attribute attribute(JsonParser json) throws IOException {
    JsonBytes.expect(json.currentToken() == JsonToken.START_OBJECT, "an attribute");
    String key = "";
    String value = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("key")) {
        key = text(json);
      } else if (name.equals("value")) {
        value = text(json);
      }
      json.skipChildren();
    }
    return new Attribute(key, value);
  }

  private String text(JsonParser json) throws IOException {
    String text = ObjectFields.text(json);
    return base64 ? new String(Hashes.base64(text), StandardCharsets.UTF_8) : text;
  }
}
