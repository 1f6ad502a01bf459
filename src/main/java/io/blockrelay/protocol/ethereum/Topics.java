package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The topics of a filter: at most 4 positions, each null, a topic, or at most 1,000 of them. */
final class Topics {
  private static final int POSITIONS_MAX = 4;
  private static final int ALTERNATIVES_MAX = 1_000;

  private Topics() {}

  static List<List<String>> read(@Nullable Json value) throws HexException {
    if (value == null || value instanceof Json.Null) {
      return List.of();
    }
    if (!(value instanceof Json.Arr positions)) {
      throw new HexException(GoTypes.intoField(value.kind(), "input.topics", "[]interface {}"));
    }
    requireAtMost(POSITIONS_MAX, positions.items());
    List<List<String>> topics = new ArrayList<>();
    for (Json position : positions.items()) {
      topics.add(position(position));
    }
    return topics;
  }

  private static List<String> position(Json position) throws HexException {
    if (position instanceof Json.Null) {
      return List.of();
    }
    if (!(position instanceof Json.Arr alternatives)) {
      return List.of(topic(position));
    }
    requireAtMost(ALTERNATIVES_MAX, alternatives.items());
    List<String> topics = new ArrayList<>();
    for (Json alternative : alternatives.items()) {
      if (alternative instanceof Json.Null) {
        // Every topic; what comes behind it is not even looked at.
        return List.of();
      }
      topics.add(topic(alternative));
    }
    return topics;
  }

  private static String topic(Json topic) throws HexException {
    if (topic instanceof Json.Text text) {
      return Hex.topic(text.value());
    }
    throw new HexException("invalid topic(s)");
  }

  private static void requireAtMost(int max, List<Json> items) throws HexException {
    if (items.size() > max) {
      throw new HexException("exceed max topics");
    }
  }
}
