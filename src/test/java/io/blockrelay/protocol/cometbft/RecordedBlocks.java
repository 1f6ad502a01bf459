package io.blockrelay.protocol.cometbft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What nodes said of the same blocks when they were asked, and through subscriptions with one
 * {@code tm.event} each: {@code blocks.jsonl} among the test resources. Their applications are
 * CometBFT's kvstore with odd events, in 0.34 and 1.0 without them.
 */
final class RecordedBlocks {
  static final List<String> VERSIONS = List.of("0.34.28", "0.37.15", "0.38.17", "1.0.1");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Row> rows = new ArrayList<>();

  /** What was said of a height; the whole message. */
  private record Row(String height, String kind, JsonNode message) {}

  RecordedBlocks(String version) throws IOException {
    Path file = Path.of("src/test/resources/cometbft/cometbft-" + version + "/blocks.jsonl");
    for (String line : Files.readAllLines(file)) {
      JsonNode row = JSON.readTree(line);
      rows.add(new Row(row.get("height").asText(), row.get("kind").asText(), row.get("message")));
    }
  }

  List<Integer> heights() {
    return rows.stream()
        .filter(row -> row.kind().equals("block"))
        .map(row -> Integer.valueOf(row.height()))
        .toList();
  }

  /** The results of the messages of this kind, in order. */
  List<JsonNode> results(Object height, String kind) {
    return rows.stream()
        .filter(row -> row.kind().equals(kind) && row.height().equals(height.toString()))
        .map(row -> row.message().get("result"))
        .toList();
  }

  /** The answer to a question. */
  String answer(Object height, String method) {
    return results(height, method).get(0).toString();
  }

  List<String> messages() {
    return rows.stream().map(row -> row.message().toString()).toList();
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }
}
