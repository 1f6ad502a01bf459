package io.blockrelay.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Where {@code .ci/peers} puts what the tests talk to. What is missing fails a test, in a line. */
final class PeerFiles {
  private static final Path SCRIPTS = Path.of("src", "peers");

  private PeerFiles() {}

  static String binary(String peer) {
    return required(peer, folder().resolve("bin").resolve(peer)).toString();
  }

  static String node() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, "node"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> missing("node"))
        .toString();
  }

  /** The script, copied to where Node finds the modules: it looks beside the file only. */
  static String script(String name, String module) {
    required(module, folder().resolve("node_modules").resolve(module));
    try {
      Path copy = folder().resolve(name);
      Files.copy(SCRIPTS.resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
      return copy.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path required(String peer, Path path) {
    if (!Files.exists(path)) {
      throw missing(peer);
    }
    return path;
  }

  private static AssertionError missing(String peer) {
    return new AssertionError(peer + " is missing; .ci/peers installs it into " + folder());
  }

  private static Path folder() {
    return Path.of(System.getProperty("blockrelay.peers", "target/peers")).toAbsolutePath();
  }
}
