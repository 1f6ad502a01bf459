package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Queries read, print and match as they do in CometBFT 0.38.17. The file has 64 {@code events}, and
 * then what CometBFT's query engine said: {@code [query, error]}, or {@code [query, text, hex]}
 * where bit n tells whether the query matches the nth events. The queries are generated, and nearly
 * half of them are wrong.
 */
class QueryAnswersTest {
  private static final Path ANSWERS =
      Path.of("src/test/resources/cometbft/cometbft-0.38.17/queries.jsonl");
  private static final int EVENTS = 64;

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void answersAsCometBftDoes() throws IOException {
    List<String> lines = Files.readAllLines(ANSWERS);
    List<EventAttributes> events = new ArrayList<>();
    for (String line : lines.subList(0, EVENTS)) {
      Map<String, List<String>> attributes = json.readValue(line, new TypeReference<>() {});
      events.add(new EventAttributes(attributes));
    }
    List<String> ours = new ArrayList<>();
    for (String line : lines.subList(EVENTS, lines.size())) {
      List<String> answer = json.readValue(line, new TypeReference<>() {});
      ours.add(String.join("\n", answer(answer.get(0), events)));
    }

    assertThat(ours)
        .hasSizeGreaterThan(2_000)
        .containsExactlyElementsOf(theirs(lines.subList(EVENTS, lines.size())));
  }

  private List<String> theirs(List<String> lines) throws IOException {
    List<String> theirs = new ArrayList<>();
    for (String line : lines) {
      List<String> answer = json.readValue(line, new TypeReference<>() {});
      theirs.add(String.join("\n", answer));
    }
    return theirs;
  }

  private static List<String> answer(String query, List<EventAttributes> events) {
    try {
      CometQuery parsed = CometQuery.parse(query);
      long matching = 0;
      for (int i = 0; i < events.size(); i++) {
        matching |= parsed.matches(events.get(i)) ? 1L << i : 0;
      }
      return List.of(query, parsed.text(), Long.toHexString(matching));
    } catch (QueryException e) {
      return List.of(query, e.getMessage());
    }
  }
}
