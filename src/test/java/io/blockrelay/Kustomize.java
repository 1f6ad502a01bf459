package io.blockrelay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of others that the manifests are tested with, where the machine has them. */
final class Kustomize {
  private Kustomize() {}

  /** What a directory is rendered to; without kustomize the test that asks is skipped. */
  static List<HasMetadata> render(Path directory) throws IOException {
    Optional<List<String>> command =
        Stream.of(List.of("kustomize", "build"), List.of("kubectl", "kustomize"))
            .filter(words -> onPath(words.get(0)).isPresent())
            .findFirst();
    assumeTrue(
        command.isPresent(),
        directory + " is not rendered: neither kustomize nor kubectl is on the PATH");
    List<String> words = new ArrayList<>(command.orElseThrow());
    words.add(directory.toString());
    return KubernetesYaml.read(run(words));
  }

  /** A program's output; fails with what it said when it did not end well. */
  static String run(List<String> command) throws IOException {
    Path errors = Files.createTempFile("command", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + text + Files.readString(errors));
      }
      return text;
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      Files.delete(errors);
    }
  }

  static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
