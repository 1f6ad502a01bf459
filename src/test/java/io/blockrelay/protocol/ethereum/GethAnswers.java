package io.blockrelay.protocol.ethereum;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a real geth sent, from {@code src/test/resources/ethereum/geth-1.17.0}. */
final class GethAnswers {
  private static final Path FOLDER = Path.of("src/test/resources/ethereum/geth-1.17.0");

  private GethAnswers() {}

  /** A message to geth, and every message that came back for it. */
  record Exchange(String name, String sent, List<String> received) {}

  static List<Exchange> exchanges() throws IOException {
    List<Exchange> exchanges = new ArrayList<>();
    String name = "";
    for (String line : Files.readAllLines(FOLDER.resolve("answers.txt"))) {
      if (line.startsWith("# ")) {
        name = line.substring(2);
      } else if (line.startsWith("--> ")) {
        exchanges.add(new Exchange(name, line.substring(4), new ArrayList<>()));
      } else if (line.startsWith("<-- ")) {
        exchanges.get(exchanges.size() - 1).received().add(line.substring(4));
      }
    }
    return exchanges;
  }

  /** One message, without the line feed that geth ends it with. */
  static String message(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name + ".json")).stripTrailing();
  }
}
