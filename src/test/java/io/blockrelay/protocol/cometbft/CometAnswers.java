package io.blockrelay.protocol.cometbft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What CometBFT's own RPC server sent, from {@code cometbft-0.38.17} in the test resources. */
final class CometAnswers {
  private static final Path FOLDER = Path.of("src/test/resources/cometbft/cometbft-0.38.17");

  private CometAnswers() {}

  /** A message to the server, and every message that came back for it. */
  record Exchange(String sent, List<String> received) {}

  /** What happened on one connection. */
  record Conversation(String name, List<Exchange> exchanges) {}

  static List<Conversation> conversations() throws IOException {
    List<Conversation> conversations = new ArrayList<>();
    List<Exchange> exchanges = List.of();
    for (String line : Files.readAllLines(FOLDER.resolve("answers.txt"))) {
      if (line.startsWith("# ")) {
        exchanges = new ArrayList<>();
        conversations.add(new Conversation(line.substring(2), exchanges));
      } else if (line.startsWith("--> ")) {
        exchanges.add(new Exchange(line.substring(4), new ArrayList<>()));
      } else {
        exchanges.get(exchanges.size() - 1).received().add(line.substring(4));
      }
    }
    return conversations;
  }

  /** Messages that subscriptions brought. */
  static List<String> events() throws IOException {
    return Files.readAllLines(FOLDER.resolve("events.jsonl"));
  }
}
